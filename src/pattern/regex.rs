//! The regexes of patterns: checked where they are read, built in one way.

use std::cell::RefCell;

use regex::{Regex, RegexBuilder};
use rustc_hash::FxHashSet;

use super::mistake;
use super::{Place, SyntaxError};

/// A regex whose length times its counts is less surely fits in memory, even if
/// each sign of it is a Unicode class; others are built once to see.
const SURELY_SMALL: usize = 500;

/// A regex that must match the whole of a text.
///
/// # Errors
/// Never for a regex that a parsed pattern holds.
///
/// ```
/// let regex = nutgraf::pattern::whole_regex("iran.*", true)?;
/// assert!(regex.is_match("Iranian"));
/// assert!(!regex.is_match("an Iranian"));
/// # Ok::<(), regex::Error>(())
/// ```
pub fn whole_regex(source: &str, ignore_case: bool) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&format!(r"\A(?:{source})\z")).case_insensitive(ignore_case).build()
}

/// How many sound regexes are remembered.
const REMEMBERED: usize = 256;

thread_local! {
    /// Sound regexes: a large rule set asks for the same few again and again, and a check is dear.
    static SOUND: RefCell<FxHashSet<(String, bool)>> = RefCell::default();
}

/// Whether the text between the slashes is a regex, and one that fits in memory.
pub(super) fn check(source: &str, ignore_case: bool, body: Place, whole: Place) -> Result<(), SyntaxError> {
    let asked = (source.to_owned(), ignore_case);
    if SOUND.with_borrow(|sound| sound.contains(&asked)) {
        return Ok(());
    }
    check_anew(source, ignore_case, body, whole)?;
    SOUND.with_borrow_mut(|sound| {
        if sound.len() >= REMEMBERED {
            sound.clear();
        }
        sound.insert(asked);
    });
    Ok(())
}

fn check_anew(source: &str, ignore_case: bool, body: Place, whole: Place) -> Result<(), SyntaxError> {
    if let Err(error) = regex_syntax::Parser::new().parse(source) {
        return Err(fault(&error, body));
    }
    if size(source) < SURELY_SMALL && !source.contains("(?") {
        return Ok(());
    }
    match whole_regex(source, ignore_case) {
        Ok(_) => Ok(()),
        Err(regex::Error::CompiledTooBig(_)) => Err(mistake::big_regex(whole)),
        Err(_) => {
            Err(mistake::bad_regex(whole, "the flag `x` hides the end of it; write it without blanks and comments"))
        }
    }
}

/// The length of a regex with its counts written out, or more.
fn size(source: &str) -> usize {
    let counted = source.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let numbers = counted.flat_map(|counts| counts.split(',')).filter_map(|number| number.trim().parse::<usize>().ok());
    numbers.fold(source.len(), |size, number| size.saturating_mul(number.max(1)))
}

/// The library's reason, and the place of it in the pattern.
fn fault(error: &regex_syntax::Error, body: Place) -> SyntaxError {
    let (span, reason) = match error {
        regex_syntax::Error::Parse(error) => (Some(error.span()), error.kind().to_string()),
        regex_syntax::Error::Translate(error) => (Some(error.span()), error.kind().to_string()),
        _ => (None, "this is no regex".to_owned()),
    };
    let place = span.map_or(body, |span| Place {
        start: body.start + span.start.offset as u32,
        end: body.start + span.end.offset as u32,
    });
    mistake::bad_regex(place, &reason)
}
