//! What the tagger sees of a word: hashes of its form, endings and shape.
//!
//! Everything is made in one walk over the characters. Digits are alike, and
//! typographic apostrophes count as straight ones, here as in the lemmatiser, so
//! that `n’t` is tagged as `n't` is.

use super::dictionary::{Dictionary, Known};

/// A word as the features see it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub(super) look: Look,
    /// What the dictionary says of it.
    pub(super) known: Known,
}

/// What a form looks like, as hashes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    /// The form with its case.
    pub(super) form: u64,
    /// The form in lower case.
    pub(super) lower: u64,
    /// Its first one to three characters, in lower case.
    pub(super) prefixes: [u64; 3],
    /// Its last one to four characters, in lower case.
    pub(super) suffixes: [u64; 4],
    /// Its shape: upper, lower, digit or the character itself, runs cut to four.
    pub(super) shape: u64,
    /// How it is written: capital, hyphen, digit, upper case inside, full stop, a bit each.
    pub(super) flags: u64,
}

impl Word {
    pub(super) fn new(form: &str, dictionary: &Dictionary) -> Self {
        let look = Look::new(form);
        Self { look, known: dictionary.look_up(form, &look) }
    }

    /// What stands in place `place` beyond a sentence: different from any word, and known.
    pub(super) const fn outside(place: u16) -> Self {
        let none = place as u64 + 1;
        let look =
            Look { form: none, lower: none, prefixes: [none; 3], suffixes: [none; 4], shape: none, flags: 32 + none };
        Self { look, known: Known::outside(place) }
    }
}

impl Look {
    pub(super) fn new(form: &str) -> Self {
        let mut walk = Walk::default();
        for character in form.chars() {
            walk.step(alike(fold(character)));
        }
        walk.finish(suffixes(form))
    }
}

/// Hashes of the last one to four characters. A shorter word has its whole as
/// the longer suffixes, with an end mixed in.
fn suffixes(form: &str) -> [u64; 4] {
    let mut hash = SUFFIX_SEED;
    let mut backwards = form.chars().rev();
    [0; 4].map(|_: u64| {
        hash = mix(hash, backwards.next().map_or(0, |character| u64::from(lower(alike(fold(character))))));
        hash
    })
}

#[derive(Default)]
struct Walk {
    look: Look,
    last_class: u64,
    run: u32,
    length: usize,
}

impl Walk {
    fn step(&mut self, character: char) {
        let lowered = lower(character);
        let look = &mut self.look;
        look.form = mix(look.form, u64::from(character));
        look.lower = mix(look.lower, u64::from(lowered));
        if let Some(prefix) = look.prefixes.get_mut(self.length) {
            *prefix = look.lower;
        }
        let class = match character {
            _ if character != lowered => 'X',
            'a'..='z' => 'x',
            '0'..='9' => 'd',
            _ if character.is_alphabetic() => 'x',
            _ if character.is_numeric() => 'd',
            _ => character,
        };
        self.look.flags |= self.flag(class);
        self.shape_step(u64::from(class));
        self.length += 1;
    }

    fn flag(&self, class: char) -> u64 {
        match class {
            'X' if self.length == 0 => 1,
            '-' => 2,
            'd' => 4,
            'X' => 8,
            '.' if self.length > 0 => 16,
            _ => 0,
        }
    }

    fn shape_step(&mut self, class: u64) {
        self.run = if class == self.last_class { self.run + 1 } else { 1 };
        self.last_class = class;
        if self.run <= 4 {
            self.look.shape = mix(self.look.shape, class);
        }
    }

    fn finish(self, suffixes: [u64; 4]) -> Look {
        let mut look = Look { suffixes, ..self.look };
        for place in self.length..look.prefixes.len() {
            look.prefixes[place] = look.lower;
        }
        look
    }
}

const SUFFIX_SEED: u64 = 0x51;

/// A step of the hash: that of `rustc-hash`, which is fast and good enough
/// where its result is mixed again.
pub(super) const fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// The high half of a hash is the better mixed.
pub(super) const fn high(hash: u64) -> u32 {
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// The straight twin of a typographic apostrophe or hyphen. Opening quotation
/// marks stay: that they open is in their tag.
pub(super) const fn fold(character: char) -> char {
    match character {
        '\u{2019}' | '\u{201b}' | '\u{02bc}' | '\u{00b4}' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        _ => character,
    }
}

/// One digit for all.
const fn alike(character: char) -> char {
    if character.is_ascii_digit() { '0' } else { character }
}

/// Whether a character joins the parts of a compound.
pub(super) const fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// Lower case, one character for one: the few letters whose lower case is
/// longer keep its first.
pub(super) fn lower(character: char) -> char {
    if character.is_ascii() {
        character.to_ascii_lowercase()
    } else {
        character.to_lowercase().next().unwrap_or(character)
    }
}
