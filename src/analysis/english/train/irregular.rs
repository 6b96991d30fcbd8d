//! The list of irregular forms that comes with the project, as scripts of whole forms.

use super::TrainError;
use crate::analysis::english::Tag;
use crate::analysis::english::names::TagNames;

/// An irregular form, with its base form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Irregular {
    pub(super) form: String,
    pub(super) lemma: String,
    /// Its Universal tag, and the treebank tags that it can have.
    tags: Tags,
}

type Tags = (&'static str, &'static [&'static str]);

impl Irregular {
    /// Its tags, by the names of a treebank.
    pub(super) fn tags(&self, names: &TagNames) -> impl Iterator<Item = Tag> {
        let (upos, xpos) = self.tags;
        names.tags().filter(move |&tag| names.upos(tag) == upos && xpos.contains(&names.xpos(tag)))
    }
}

/// Reads lines of a form, the letter of its part of speech and its base form, with tabs between.
pub(super) fn irregular(words: &str) -> Result<Vec<Irregular>, TrainError> {
    let lines = words.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    let read = |(number, line): (usize, &str)| {
        let mut parts = line.split('\t');
        let (form, letter, lemma) = (parts.next(), parts.next(), parts.next());
        let known = form.zip(letter).and_then(|(form, letter)| tags(form, letter)).zip(form.zip(lemma));
        let (tags, (form, lemma)) = known.ok_or(TrainError::Irregular { line: number + 1 })?;
        Ok(Irregular { form: form.into(), lemma: lemma.into(), tags })
    };
    lines.map(read).collect()
}

/// The tags of an irregular form: `lying` is no past tense.
fn tags(form: &str, letter: &str) -> Option<Tags> {
    match letter {
        "n" => Some(("NOUN", &["NNS"])),
        "v" if form.ends_with("ing") => Some(("VERB", &["VBG"])),
        "v" if form.ends_with('s') => Some(("VERB", &["VBZ"])),
        "v" => Some(("VERB", &["VBD", "VBN"])),
        "a" if form.ends_with("est") => Some(("ADJ", &["JJS"])),
        "a" => Some(("ADJ", &["JJR"])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{TrainError, irregular};

    #[test]
    fn each_line_is_a_form_with_its_base_form() {
        let list = irregular("# a comment\nswore\tv\tswear\nmen\tn\tman\n").expect("it is a list");
        assert_eq!(
            (list[0].form.as_str(), list[0].lemma.as_str(), list[0].tags.1),
            ("swore", "swear", &["VBD", "VBN"][..])
        );
        assert_eq!(list[1].tags.0, "NOUN");
        for line in ["swore\tv", "swore\tq\tswear", "swore"] {
            assert!(matches!(irregular(line), Err(TrainError::Irregular { line: 1 })), "{line}");
        }
    }
}
