//! Which signs hold the digits of a number together: `1,200`, `10:30`, `1/2/2005`, `555-1234`.

use super::scanner::{Scanner, Sink};
use super::word::Word;

/// Digits that are counted before a group is taken to be long.
const LONG: usize = 8;

/// A comma joins groups of three digits, and groups of two before another comma (`1,00,000`).
pub(super) fn joins_comma<S: Sink>(scan: &Scanner<'_, S>, word: &Word) -> bool {
    if !word.is_number_so_far(scan.bytes) {
        return false;
    }
    let after = word.end + 1;
    match digits(scan, after) {
        3 => true,
        2 => scan.byte(after + 2) == b',' && scan.byte(after + 3).is_ascii_digit(),
        _ => false,
    }
}

/// A colon joins the parts of a time or a ratio.
pub(super) fn joins_colon<S: Sink>(scan: &Scanner<'_, S>, word: &Word) -> bool {
    scan.byte(word.end + 1).is_ascii_digit() && word.is_number_so_far(scan.bytes)
}

/// A slash joins the parts of a fraction (two digits at most above it) and of a date of three groups.
pub(super) fn joins_slash<S: Sink>(scan: &Scanner<'_, S>, word: &mut Word) -> bool {
    if !word.is_number_so_far(scan.bytes) {
        return false;
    }
    let (before, after) = (word.end - word.piece, digits(scan, word.end + 1));
    let is_short = before <= 2 && (1..=4).contains(&after);
    is_short || links(scan, word, b'/', word.end + 1, after)
}

/// A hyphen joins the parts of a date of three groups and of a telephone number or
/// a postcode; any other pair of numbers is a range or a result, and is not joined.
pub(super) fn joins_hyphen<S: Sink>(scan: &Scanner<'_, S>, word: &mut Word, after: usize) -> bool {
    let (first, second) = (word.end - word.piece, digits(scan, after));
    let is_telephone = matches!((first, second), (3 | 5, 4)) && word.start == word.piece;
    is_telephone || links(scan, word, b'-', after, second)
}

/// Whether the separator stands again behind the next group, or stood before this one.
fn links<S: Sink>(scan: &Scanner<'_, S>, word: &mut Word, separator: u8, after: usize, width: usize) -> bool {
    let end = after + width;
    let is_three = width > 0 && scan.byte(end) == separator && scan.byte(end + 1).is_ascii_digit();
    word.is_linked |= is_three;
    word.is_linked && width > 0
}

fn digits<S: Sink>(scan: &Scanner<'_, S>, at: usize) -> usize {
    (at..at + LONG).take_while(|&place| scan.byte(place).is_ascii_digit()).count()
}
