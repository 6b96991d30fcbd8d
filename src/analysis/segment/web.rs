//! Addresses of the network: web pages, mail, handles, hashtags.

use super::character::{Byte, Glyph, char_at, class, glyph, is_alnum, is_word};
use super::scanner::{Scanner, Sink};
use super::word::Word;

/// The longest name of a scheme (`https`) that is looked at.
const MAX_SCHEME: usize = 12;

/// The end of the address whose scheme the word is: `https://...`, `mailto:...`.
pub(super) fn scheme_end<S: Sink>(scan: &Scanner<'_, S>, word: &Word) -> Option<usize> {
    let scheme = &scan.bytes[word.start..word.end];
    if scheme.len() > MAX_SCHEME || !scheme.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let after = word.end + 1;
    if scan.bytes[after..].starts_with(b"//") {
        return address_end(scan, word.start, after + 2);
    }
    let is_mail = scheme.eq_ignore_ascii_case(b"mailto");
    if is_mail { address_end(scan, word.start, after) } else { None }
}

/// The end of an address from `start` of which everything before `from` is certain.
///
/// It goes on to a blank, a quotation mark or an angle bracket; the punctuation
/// at its end is the sentence's, and so is a bracket that it did not open.
pub(super) fn address_end<S: Sink>(scan: &Scanner<'_, S>, start: usize, from: usize) -> Option<usize> {
    let mut end = from;
    let mut brackets = 0_i64;
    while let Some(&byte) = scan.bytes.get(end) {
        match (class(byte), byte) {
            (Byte::Blank | Byte::Line, _) | (_, b'<' | b'>' | b'"' | b'\'' | b'`') => break,
            (Byte::High, _) => match char_at(scan.text, end) {
                Some(character) if matches!(glyph(character), Glyph::Word | Glyph::Hyphen) => {
                    end += character.len_utf8();
                }
                _ => break,
            },
            (_, sign) => {
                brackets += i64::from(sign == b'(') - i64::from(sign == b')');
                end += 1;
            }
        }
    }
    while end > from {
        match scan.bytes[end - 1] {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'*' | b'~' | b']' | b'}' | b'(' => (),
            b')' if brackets < 0 => brackets += 1,
            _ => break,
        }
        end -= 1;
    }
    debug_assert!(start < from, "an address has a beginning");
    (end > from).then_some(end)
}

/// The end of the mail address whose part before the `@` the word is.
pub(super) fn mail_end<S: Sink>(scan: &Scanner<'_, S>, word: &Word) -> Option<usize> {
    let from = word.end + 1;
    let is_host = |byte: &&u8| is_alnum(**byte) || matches!(**byte, b'.' | b'-' | b'_');
    let mut end = from + scan.bytes[from..].iter().take_while(is_host).count();
    while end > from && !is_alnum(scan.bytes[end - 1]) {
        end -= 1;
    }
    let host = &scan.bytes[from..end];
    let has_stop = host.first().copied().is_some_and(is_alnum) && host.contains(&b'.');
    has_stop.then_some(end)
}

/// The end of a handle or a hashtag, `@name` or `#name`, that begins here.
pub(super) fn tag_end<S: Sink>(scan: &Scanner<'_, S>, sign: u8) -> Option<usize> {
    let first = char_at(scan.text, scan.at + 1)?;
    let begins = match sign {
        b'@' => first.is_ascii_alphabetic() || first == '_',
        b'#' => first.is_alphabetic(),
        _ => false,
    };
    if !begins || scan.word_before(scan.at) {
        return None;
    }
    let name = &scan.text[scan.at + 1..];
    let width = name.find(|character: char| character != '_' && !is_word(character)).unwrap_or(name.len());
    let has_name = name.as_bytes()[..width].iter().any(|&byte| byte != b'_');
    has_name.then_some(scan.at + 1 + width)
}
