//! Tags and lemmas of English words.

use std::sync::Arc;

/// A joint part-of-speech tag: a Universal one and a treebank one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(pub u8);

/// The English tagger and lemmatiser.
#[derive(Debug)]
pub struct English {
    _private: (),
}

/// Scratch memory of the tagger, one per thread.
#[derive(Debug, Default)]
pub struct TagScratch {
    _private: (),
}

impl English {
    /// The model that is embedded in the library.
    #[cfg(feature = "english")]
    pub fn embedded() -> Arc<Self> {
        Arc::new(Self { _private: () })
    }

    /// Tags the tokens of one sentence; `out` gets as many tags as there are forms.
    pub fn tag(&self, forms: &[&str], scratch: &mut TagScratch, out: &mut Vec<Tag>) {
        let _ = scratch;
        out.clear();
        out.resize(forms.len(), Tag(0));
    }

    /// The lemma of a form under a tag.
    pub fn lemma(&self, form: &str, tag: Tag) -> String {
        let _ = tag;
        form.to_lowercase()
    }

    /// Every lemma that the form can have under some tag, ascending, without doubles.
    ///
    /// What [`English::lemma`] gives for this form is always among them, so a
    /// rule that wants a lemma can look for forms before anything is tagged.
    pub fn possible_lemmas(&self, form: &str) -> Vec<String> {
        vec![form.to_lowercase()]
    }

    /// The Universal tag, such as `VERB`.
    pub fn upos(&self, tag: Tag) -> &'static str {
        let _ = tag;
        "X"
    }

    /// The treebank tag, such as `VBD`.
    pub fn xpos(&self, tag: Tag) -> &str {
        let _ = tag;
        "FW"
    }
}
