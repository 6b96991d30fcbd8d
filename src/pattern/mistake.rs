//! The mistakes of a pattern, one named constructor each, in a user's words.
//!
//! A message says what was found and what was expected, in lower case and
//! without a full stop; the help says what to do.

use super::grammar::{MAX_BYTES, MAX_DEPTH};
use super::{Place, SyntaxError, SyntaxErrorKind};

/// The most turns of a repetition, and tokens of a gap, that can be asked for.
pub const MAX_COUNT: u32 = 1000;

/// The tags of Universal Dependencies.
pub const TAGS: [&str; 17] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
];

/// How near a name must be to be offered, from 0 to 1.
const NEAR: f64 = 0.75;

fn error(kind: SyntaxErrorKind, place: Place, message: impl Into<String>, help: &str) -> SyntaxError {
    let help = (!help.is_empty()).then(|| help.to_owned());
    SyntaxError { kind, place, message: message.into(), help }
}

/// Something else was expected.
pub(super) fn unexpected(place: Place, message: impl Into<String>, help: impl AsRef<str>) -> SyntaxError {
    error(SyntaxErrorKind::Unexpected, place, message, help.as_ref())
}

/// Nothing where something must be.
pub(super) fn empty(place: Place, message: impl Into<String>, help: &str) -> SyntaxError {
    error(SyntaxErrorKind::Empty, place, message, help)
}

/// A quotation mark or a slash at `at` that has no partner on its line.
pub(super) fn unclosed_mark(text: &str, at: usize) -> SyntaxError {
    let rest = &text[at..];
    let mark = rest.chars().next().unwrap_or('"');
    let line = rest.lines().next().unwrap_or(rest).trim_end();
    let place = Place { start: at as u32, end: (at + line.len().max(mark.len_utf8())) as u32 };
    let after_letter = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let single = matches!(mark, '\'' | '‘' | '’' | '‚' | '‛');
    let help = if mark == '/' {
        "close the regex with `/` on the same line; a slash inside it is written `\\/`".to_owned()
    } else if single && after_letter {
        "a word with an apostrophe goes between double marks: `\"don't\"`".to_owned()
    } else if single {
        "close it with `'` on the same line; an apostrophe inside is written `\\'`".to_owned()
    } else if mark == '"' {
        "close it with `\"` on the same line; a mark inside is written `\\\"`".to_owned()
    } else {
        "what a typographic mark opens, a typographic mark closes, on the same line".to_owned()
    };
    let what = if mark == '/' { "regex" } else { "quotation mark" };
    error(SyntaxErrorKind::Unclosed, place, format!("this {what} is never closed"), &help)
}

/// A bracket that has no partner.
pub(super) fn unclosed_bracket(place: Place, opening: &str, closing: &str) -> SyntaxError {
    let message = format!("`{opening}` is never closed");
    error(SyntaxErrorKind::Unclosed, place, message, &format!("add `{closing}` where the part ends"))
}

/// More brackets open than may be.
pub(super) fn too_deep(place: Place) -> SyntaxError {
    let message = format!("brackets are nested more than {MAX_DEPTH} deep");
    error(
        SyntaxErrorKind::TooDeep,
        place,
        message,
        "give an inner part a name under `[pattern]` and write `@name` here",
    )
}

/// More text than is read.
pub(super) fn too_long(text: &str) -> SyntaxError {
    let message = format!("{} bytes are more than the {MAX_BYTES} that a pattern may have", text.len());
    let place = Place { start: 0, end: 0 };
    error(SyntaxErrorKind::TooLong, place, message, "put long alternatives of words into a list and write `@list` here")
}

/// `{0}`, `..0`.
pub(super) fn never(place: Place, text: &str) -> SyntaxError {
    let message = format!("`{text}` matches nothing: expected at least 1");
    error(SyntaxErrorKind::Bounds, place, message, "leave the part out, or raise the number")
}

/// `{3,2}`.
pub(super) fn crossed_bounds(place: Place, min: u32, max: u32) -> SyntaxError {
    let message = format!("at least {min} and at most {max} cannot both hold");
    error(SyntaxErrorKind::Bounds, place, message, &format!("did you mean `{{{max},{min}}}`?"))
}

/// A number past what can be asked for.
pub(super) fn too_many(place: Place, text: &str) -> SyntaxError {
    let message = format!("`{text}` is too large: expected a number up to {MAX_COUNT}");
    error(SyntaxErrorKind::Bounds, place, message, "a repetition without an upper bound is `{2,}`, `*` or `+`")
}

/// `\n` and the like.
pub(super) fn unknown_escape(place: Place, escaped: char) -> SyntaxError {
    let message = format!("`\\{escaped}` means nothing between quotation marks");
    let help = match escaped {
        'n' | 't' | 'r' => "a token holds no line breaks or tabs; leave it out".to_owned(),
        'b' | 'd' | 'w' | 's' | 'p' => format!("a regex goes between slashes: `/\\{escaped}/`"),
        _ => "a backslash stands before a quotation mark, a slash or itself; write `\\\\` for a backslash".to_owned(),
    };
    error(SyntaxErrorKind::Escape, place, message, &help)
}

/// `#VERBS`.
pub(super) fn unknown_tag(place: Place, tag: &str) -> SyntaxError {
    let upper = tag.to_uppercase();
    let help = nearest_tag(&upper).map_or_else(
        || format!("the tags of Universal Dependencies are {}", TAGS.join(", ")),
        |near| format!("did you mean `#{near}`?"),
    );
    error(SyntaxErrorKind::UnknownTag, place, format!("unknown tag `#{tag}`"), &help)
}

/// The tag that was probably meant: by its Penn name, or by likeness.
fn nearest_tag(upper: &str) -> Option<&'static str> {
    let penn = match upper {
        "NN" | "NNS" => Some("NOUN"),
        "NNP" | "NNPS" | "NE" => Some("PROPN"),
        "VB" | "VBD" | "VBG" | "VBN" | "VBP" | "VBZ" | "V" => Some("VERB"),
        "JJ" | "JJR" | "JJS" => Some("ADJ"),
        "RB" | "RBR" | "RBS" => Some("ADV"),
        "IN" | "PREP" => Some("ADP"),
        "CC" | "CONJ" => Some("CCONJ"),
        "DT" | "ART" => Some("DET"),
        "CD" => Some("NUM"),
        "MD" => Some("AUX"),
        "PRP" => Some("PRON"),
        _ => None,
    };
    penn.or_else(|| {
        let (likeness, tag) =
            TAGS.iter().map(|tag| (strsim::jaro_winkler(tag, upper), *tag)).max_by(|a, b| a.0.total_cmp(&b.0))?;
        (likeness >= NEAR).then_some(tag)
    })
}

/// A regex that the regex library does not take.
pub(super) fn bad_regex(place: Place, reason: &str) -> SyntaxError {
    error(SyntaxErrorKind::Regex, place, format!("in this regex: {reason}"), "")
}

/// A regex that would take too much memory.
pub(super) fn big_regex(place: Place) -> SyntaxError {
    let help = "a token is short: smaller counts will do";
    error(SyntaxErrorKind::Regex, place, "this regex is too large when its counts are written out", help)
}
