//! From a tagged form to its lemma, by edit scripts.
//!
//! A script says how the case changes, how many characters go from the end,
//! and what comes in their place. Scripts are found by the whole form
//! (exceptions: `went` is `go`) or else by the longest known ending under the
//! tag (rules: `-ies` of a plural noun becomes `-y`). A hyphenated compound
//! takes the lemma of its last part.

use rustc_hash::FxHashMap;

use super::Tag;
use super::word::{fold, is_hyphen, lower, mix};

/// The lemmatiser: two tables of scripts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Lemmas {
    /// The distinct scripts, the most frequent first.
    pub(super) edits: Vec<Edit>,
    /// Scripts of whole forms, by [`exception_key`].
    pub(super) exceptions: FxHashMap<u32, u16>,
    /// Scripts of endings, by [`rule_key`].
    pub(super) rules: FxHashMap<u32, u16>,
}

/// How a form becomes its lemma.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Edit {
    pub(super) case: Case,
    /// Characters to take from the end.
    pub(super) strip: u8,
    /// What to put there.
    pub(super) append: Box<str>,
}

/// What a script does to the case of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Case {
    /// `Ministers`, `minister`
    Lower,
    /// `iranian`, `Iranian`
    Capital,
    /// `NATO`, `NATO`
    Keep,
}

impl Case {
    pub(super) const ALL: [Self; 3] = [Self::Lower, Self::Capital, Self::Keep];
}

/// The longest ending that a rule may ask for, in characters.
pub(super) const LONGEST_ENDING: usize = 6;

impl Lemmas {
    #[cfg(feature = "train")]
    pub(super) fn lemma(&self, form: &str, tag: Tag, better: impl Fn(&str, &str) -> Option<String>) -> String {
        let spelling = Spelling::new(form);
        self.apply(&spelling, self.way(&spelling, tag), better)
    }

    /// How a form becomes its lemma under a tag. Many tags share one way.
    pub(super) fn way(&self, spelling: &Spelling, tag: Tag) -> Way {
        if let Some(edit) = self.exception(spelling.whole_hash, tag) {
            return Way::Whole(edit);
        }
        let of_part = if spelling.is_compound() { self.exception(spelling.last_hash, tag) } else { None };
        match of_part {
            Some(edit) => Way::LastPart(edit),
            None => self.rule(spelling, tag).map_or(Way::AsItIs, Way::Ending),
        }
    }

    /// The lemma of a form by one way.
    ///
    /// Rules err on forms that training never met, so what they give may be put
    /// right by `better`: it gets the last part of the form in small letters, and its lemma.
    pub(super) fn apply(&self, spelling: &Spelling, way: Way, better: impl Fn(&str, &str) -> Option<String>) -> String {
        let whole = &spelling.whole;
        match way {
            Way::AsItIs => whole.iter().collect(),
            Way::Whole(edit) => self.edits[usize::from(edit)].apply(whole).into_iter().collect(),
            Way::LastPart(edit) | Way::Ending(edit) => {
                let edit = &self.edits[usize::from(edit)];
                let (first_parts, last_part) = whole.split_at(spelling.last);
                let mut last_lemma = edit.apply(last_part);
                if matches!(way, Way::Ending(_)) && edit.case == Case::Lower {
                    let small: String = last_part.iter().copied().map(lower).collect();
                    let better = better(&small, &last_lemma.iter().collect::<String>());
                    last_lemma = better.map_or(last_lemma, |better| better.chars().collect());
                }
                match edit.case {
                    Case::Lower => first_parts.iter().copied().map(lower).chain(last_lemma).collect(),
                    Case::Capital | Case::Keep => first_parts.iter().copied().chain(last_lemma).collect(),
                }
            }
        }
    }

    fn exception(&self, hash: u64, tag: Tag) -> Option<u16> {
        let edit = self.exceptions.get(&tagged(hash, tag)).copied();
        edit.filter(|&edit| usize::from(edit) < self.edits.len())
    }

    /// The script of the longest ending that has one.
    fn rule(&self, spelling: &Spelling, tag: Tag) -> Option<u16> {
        let mut found = None;
        for key in ending_keys(&spelling.ending, spelling.writing, tag) {
            found = self.rules.get(&key).or(found);
        }
        found.copied().filter(|&edit| usize::from(edit) < self.edits.len())
    }
}

/// A form with what every tag asks of its letters.
#[derive(Debug)]
pub(super) struct Spelling {
    /// Its letters, typographic twins made straight.
    whole: Vec<char>,
    /// Where the last part of a compound begins.
    last: usize,
    /// The last letters of that part, backwards and in lower case.
    ending: Vec<char>,
    writing: u64,
    whole_hash: u64,
    last_hash: u64,
}

impl Spelling {
    pub(super) fn new(form: &str) -> Self {
        let whole: Vec<char> = form.chars().map(fold).collect();
        let (first_parts, last_part) = split_compound(&whole);
        let ending = last_part.iter().rev().take(LONGEST_ENDING).copied().map(lower).collect();
        let (last, writing) = (first_parts.len(), writing(last_part));
        let (whole_hash, last_hash) = (letters_hash(&whole), letters_hash(last_part));
        Self { whole, last, ending, writing, whole_hash, last_hash }
    }

    fn is_compound(&self) -> bool {
        self.last > 0
    }
}

/// How a form becomes its lemma: by which script, of the whole or of the last part
/// of a compound, that the form has for itself or by the ending of that part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    AsItIs,
    Whole(u16),
    LastPart(u16),
    Ending(u16),
}

impl Edit {
    pub(super) fn apply(&self, form: &[char]) -> Vec<char> {
        let mut lemma = self.case.apply(form);
        lemma.truncate(lemma.len().saturating_sub(usize::from(self.strip)));
        lemma.extend(self.append.chars());
        if lemma.is_empty() { form.to_vec() } else { lemma }
    }
}

impl Case {
    pub(super) fn apply(self, form: &[char]) -> Vec<char> {
        match self {
            Self::Keep => form.to_vec(),
            Self::Lower => form.iter().copied().map(lower).collect(),
            Self::Capital => {
                let mut letters: Vec<char> = form.iter().copied().map(lower).collect();
                if let Some(first) = letters.first_mut() {
                    *first = first.to_uppercase().next().unwrap_or(*first);
                }
                letters
            }
        }
    }
}

/// The parts of a compound before its last, with their hyphens, and the last.
pub(super) fn split_compound(form: &[char]) -> (&[char], &[char]) {
    let is_inner = |place: usize| place > 0 && place + 1 < form.len();
    match form.iter().rposition(|&character| is_hyphen(character)) {
        Some(hyphen) if is_inner(hyphen) => form.split_at(hyphen + 1),
        _ => (&[], form),
    }
}

/// The key of a whole form under a tag, whatever its case.
#[cfg(feature = "train")]
pub(super) fn exception_key(form: &[char], tag: Tag) -> u32 {
    tagged(letters_hash(form), tag)
}

fn letters_hash(form: &[char]) -> u64 {
    form.iter().fold(0x3a, |hash, &character| mix(hash, u64::from(lower(character))))
}

fn tagged(hash: u64, tag: Tag) -> u32 {
    (mix(hash, u64::from(tag.0)) >> 32) as u32
}

/// The keys of a form's endings under a tag, from none to the longest.
///
/// The key says how the form is written too: `US` loses no `s`.
#[cfg(feature = "train")]
pub(super) fn rule_keys(form: &[char], tag: Tag) -> impl Iterator<Item = u32> {
    let ending: Vec<char> = form.iter().rev().take(LONGEST_ENDING).copied().map(lower).collect();
    let keys: Vec<u32> = ending_keys(&ending, writing(form), tag).collect();
    keys.into_iter()
}

/// The keys of an ending, told backwards and in lower case.
fn ending_keys(ending: &[char], writing: u64, tag: Tag) -> impl Iterator<Item = u32> {
    let seed = mix(mix(0x77, u64::from(tag.0)), writing);
    let mut hash = seed;
    let endings = ending.iter().map(move |&character| {
        hash = mix(hash, u64::from(character));
        hash
    });
    std::iter::once(seed).chain(endings).map(|hash| (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32)
}

/// How a form is written: without upper case, with a capital, or otherwise.
fn writing(form: &[char]) -> u64 {
    let is_upper = |character: &char| *character != lower(*character);
    match (form.first().is_some_and(is_upper), form.iter().skip(1).any(is_upper)) {
        (false, false) => 0,
        (true, false) => 1,
        (true, true) => 2,
        (false, true) => 3,
    }
}
