//! The Universal parts of speech, by name and number.

/// The tags of Universal Dependencies, ascending.
pub const UPOS: [&str; 17] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
];

/// The number of a tag in [`UPOS`], if it is one.
///
/// ```
/// use nutgraf::analysis::{UPOS, upos_number};
/// assert_eq!(upos_number("VERB").map(|number| UPOS[usize::from(number)]), Some("VERB"));
/// ```
pub fn upos_number(tag: &str) -> Option<u8> {
    UPOS.binary_search(&tag).ok().map(|number| number as u8)
}
