//! What a single line break means in a text: the end of a paragraph, or of a line.
//!
//! News comes in both shapes. Where each paragraph is one line, a break ends it;
//! where lines are wrapped at a width, it is no more than a space. The text says
//! which: a wrapped text breaks in the middle of sentences, so that many of its
//! long lines are followed by a small letter.

/// Lines that are looked at; a longer text goes on as it began.
const MAX_LINES: usize = 400;
/// A line that is shorter was not broken for its length.
const MIN_WIDTH: usize = 40;
/// A line that is longer was not wrapped.
const MAX_WIDTH: usize = 120;
/// The characters that are asked for their case.
const MAX_LETTERS: usize = 2000;
/// By so much the width may vary from paragraph to paragraph.
const SLACK: usize = 8;

/// How a text is laid out in lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Each paragraph is a line.
    Lines,
    /// Lines are wrapped at this width, in bytes.
    Wrapped(usize),
    /// The same, and all letters are capitals.
    WrappedCapitals(usize),
}

impl Layout {
    /// Reads the layout off the first lines of a text.
    pub(super) fn of(text: &str) -> Self {
        let (mut breaks, mut inside, mut width) = (0, 0, 0);
        let mut before = "";
        for line in text.split('\n').take(MAX_LINES).map(str::trim) {
            if !before.is_empty() && !line.is_empty() {
                breaks += 1;
                let is_long = before.len() >= MIN_WIDTH && before.len() <= MAX_WIDTH;
                inside += usize::from(is_long && goes_on(line));
            }
            if line.len() <= MAX_WIDTH {
                width = width.max(line.len());
            }
            before = line;
        }
        if inside * 3 >= breaks && inside > 0 {
            Self::Wrapped(width)
        } else if is_wrapped_in_capitals(text, width) {
            Self::WrappedCapitals(width)
        } else {
            Self::Lines
        }
    }

    /// Whether a break behind a line of so many bytes, before this word, was made
    /// for its own sake: in a wrapped text, the word has no small letter at its
    /// beginning and would have fitted with a quarter of the width to spare. Where
    /// no word has small letters, the line must have ended a sentence too.
    pub(super) fn is_deliberate(self, line: usize, word: &str, ended: bool) -> bool {
        let had_room = |width: usize| (line + 1 + word.len()) * 4 <= width * 3;
        match self {
            Self::Lines => true,
            Self::Wrapped(width) => !goes_on(word) && (had_room(width) || is_address(word)),
            Self::WrappedCapitals(width) => ended && had_room(width),
        }
    }
}

/// Whether a line goes on with what the line before began: in a small letter,
/// which is not that of a web address.
fn goes_on(line: &str) -> bool {
    line.starts_with(char::is_lowercase) && !is_address(line)
}

fn is_address(line: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|scheme| line.starts_with(scheme))
}

/// Whether the text has no small letters, and most of its breaks stand in the
/// middle of a sentence, where the next word would not have fitted.
fn is_wrapped_in_capitals(text: &str, width: usize) -> bool {
    if width < MIN_WIDTH || !is_in_capitals(text) {
        return false;
    }
    let (mut breaks, mut inside) = (0, 0);
    let mut before = "";
    for line in text.split('\n').take(MAX_LINES).map(str::trim) {
        if !before.is_empty() && !line.is_empty() {
            breaks += 1;
            let next = line.split(' ').next().unwrap_or_default();
            let is_full = before.len() >= MIN_WIDTH && before.len() + 1 + next.len() + SLACK > width;
            inside += usize::from(is_full && before.ends_with(|mark: char| mark.is_alphanumeric() || mark == ','));
        }
        before = line;
    }
    inside * 2 >= breaks && inside > 0
}

/// Whether next to no letter of the beginning is a small one.
fn is_in_capitals(text: &str) -> bool {
    let letters = || text.chars().take(MAX_LETTERS).filter(|letter| letter.is_alphabetic());
    letters().filter(|letter| letter.is_lowercase()).count() * 20 < letters().count()
}
