//! Lemmas by edit scripts: what to cut off the end of a form and what to put there.

use rustc_hash::FxHashMap;

use super::Tag;
use crate::analysis::normalize;

/// How a form becomes its lemma.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Script {
    /// Whether the form keeps its case, as names do.
    pub(super) keep_case: bool,
    /// Characters to cut off the end.
    pub(super) cut: u8,
    /// What to put there.
    pub(super) add: String,
}

impl Script {
    /// The script that makes `lemma` of `form`, the one that keeps the most of it.
    #[cfg(any(test, feature = "train"))]
    pub(super) fn between(form: &str, lemma: &str) -> Self {
        let lower = form.to_lowercase();
        let keeps = |base: &str| base.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        let keep_case = keeps(form) > keeps(&lower);
        let base = if keep_case { form } else { &lower };
        let kept = keeps(base);
        let cut = base.chars().count() - kept;
        Self { keep_case, cut: u8::try_from(cut).unwrap_or(u8::MAX), add: lemma.chars().skip(kept).collect() }
    }

    /// The lemma of a form.
    pub(super) fn apply(&self, form: &str) -> String {
        let base = if self.keep_case { form.to_owned() } else { form.to_lowercase() };
        let keep = base.chars().count().saturating_sub(usize::from(self.cut));
        let mut lemma: String = base.chars().take(keep).collect();
        lemma.push_str(&self.add);
        if lemma.is_empty() { base } else { lemma }
    }
}

/// The longest suffix that a rule looks at, in characters.
pub(super) const MAX_SUFFIX: usize = 6;

/// Marks a rule for a whole word rather than a suffix.
pub(super) const WHOLE: char = '^';

/// The scripts of a tag: by suffix, the longest that is known decides.
#[derive(Debug, Default)]
pub(super) struct Lemmas {
    pub(super) scripts: Vec<Script>,
    /// By tag and suffix in lower case (with [`WHOLE`] before it, the whole word).
    pub(super) rules: FxHashMap<(Tag, Box<str>), u16>,
}

impl Lemmas {
    /// The lemma of a form under a tag.
    pub(super) fn lemma(&self, form: &str, tag: Tag) -> String {
        let straight = normalize(form);
        let lower = straight.to_lowercase();
        self.script(&lower, tag).map_or_else(|| lower.clone(), |script| script.apply(&straight))
    }

    fn script(&self, lower: &str, tag: Tag) -> Option<&Script> {
        let rule =
            |suffix: &str| self.rules.get(&(tag, suffix.into())).map(|&script| &self.scripts[usize::from(script)]);
        if let Some(script) = rule(&format!("{WHOLE}{lower}")) {
            return Some(script);
        }
        suffixes(lower).into_iter().find_map(rule)
    }
}

/// The suffixes of a word, the longest first, down to the empty one.
pub(super) fn suffixes(word: &str) -> Vec<&str> {
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    let from = starts.len().saturating_sub(MAX_SUFFIX);
    let mut found: Vec<&str> = starts[from..].iter().map(|&at| &word[at..]).collect();
    found.push("");
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_makes_the_lemma_it_was_made_from() {
        for (form, lemma) in [("met", "meet"), ("Talks", "talk"), ("Putin", "Putin"), ("was", "be"), ("N'T", "not")] {
            assert_eq!(Script::between(form, lemma).apply(form), lemma);
        }
    }

    #[test]
    fn a_script_carries_over_to_words_of_the_same_ending() {
        assert_eq!(Script::between("studies", "study").apply("parties"), "party");
    }
}
