//! The regexes of patterns: checked where they are read, built in one way.

use regex::{Regex, RegexBuilder};

use super::mistake;
use super::{Place, SyntaxError};

/// Longer regexes, and those that count, are built once to see that they fit.
const SURELY_SMALL: usize = 200;

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

/// Whether the text between the slashes is a regex, and one that fits in memory.
pub(super) fn check(source: &str, ignore_case: bool, body: Place, whole: Place) -> Result<(), SyntaxError> {
    if let Err(error) = regex_syntax::Parser::new().parse(source) {
        return Err(fault(&error, body));
    }
    let may_be_large = source.len() > SURELY_SMALL || source.contains('{') || source.contains("(?");
    if !may_be_large {
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
