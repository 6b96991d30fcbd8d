//! What each byte and each character is to the scanner: blank, letter, sign.
//!
//! ASCII goes through a table of 256 entries; everything else is decoded and asked
//! once. Typographic twins (curly apostrophes, the Unicode hyphens) are named here
//! so that the scanner treats them as what they stand for.

use super::mark::is_mark;

/// What a byte says of the character that it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Byte {
    /// A space, a tab, a control character.
    Blank,
    /// An end of line.
    Line,
    /// An ASCII letter.
    Letter,
    /// An ASCII digit.
    Digit,
    /// Any other ASCII character.
    Sign,
    /// Part of a character beyond ASCII.
    High,
}

/// What a character beyond ASCII is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// White space, a control character, a zero-width space.
    Blank,
    /// The end of a line: NEL or the line separator.
    Line,
    /// The paragraph separator.
    Paragraph,
    /// A letter, a digit, a mark.
    Word,
    /// An apostrophe, also a closing quotation mark.
    Apostrophe,
    /// A hyphen that joins words.
    Hyphen,
    /// Invisible, and no break inside a word: soft hyphen, joiners, direction marks.
    Invisible,
    /// An opening quotation mark.
    Open,
    /// A closing quotation mark.
    Close,
    /// The three dots.
    Ellipsis,
    /// Half of a flag.
    Flag,
    /// Any other visible character.
    Sign,
}

const BYTES: [Byte; 256] = table();

const fn table() -> [Byte; 256] {
    let mut table = [Byte::High; 256];
    let mut code = 0;
    while code < 128 {
        let byte = code as u8;
        table[code] = if byte.is_ascii_alphabetic() {
            Byte::Letter
        } else if byte.is_ascii_digit() {
            Byte::Digit
        } else if matches!(byte, b'\n' | b'\r' | 0x0B | 0x0C) {
            Byte::Line
        } else if byte == b' ' || byte.is_ascii_control() {
            Byte::Blank
        } else {
            Byte::Sign
        };
        code += 1;
    }
    table
}

/// The class of a byte.
#[inline]
pub(super) const fn class(byte: u8) -> Byte {
    BYTES[byte as usize]
}

/// Whether the byte is an ASCII letter or digit.
#[inline]
pub(super) const fn is_alnum(byte: u8) -> bool {
    matches!(class(byte), Byte::Letter | Byte::Digit)
}

/// The character that begins at a byte.
#[inline]
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends before a byte.
#[inline]
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Whether a word may go on with this character: a letter, a digit, a mark.
pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || is_mark(character)
}

/// Whether the character separates: white space, control, invisible.
pub(super) fn is_blank(character: char) -> bool {
    if character.is_ascii() {
        return matches!(class(character as u8), Byte::Blank | Byte::Line);
    }
    matches!(glyph(character), Glyph::Blank | Glyph::Line | Glyph::Paragraph | Glyph::Invisible)
}

/// What a character beyond ASCII is.
pub(super) fn glyph(character: char) -> Glyph {
    match character {
        '\u{2019}' | '\u{02BC}' | '\u{FF07}' => Glyph::Apostrophe,
        '\u{2018}' | '\u{201A}' | '\u{201B}' | '\u{201C}' | '\u{201E}' | '\u{201F}' | '«' | '‹' => Glyph::Open,
        '\u{201D}' | '»' | '›' => Glyph::Close,
        '\u{2010}' | '\u{2011}' => Glyph::Hyphen,
        '…' => Glyph::Ellipsis,
        '\u{85}' | '\u{2028}' => Glyph::Line,
        '\u{2029}' => Glyph::Paragraph,
        '\u{200B}' => Glyph::Blank,
        '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200C}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0001}' => Glyph::Invisible,
        '\u{1F1E6}'..='\u{1F1FF}' => Glyph::Flag,
        _ if is_word(character) => Glyph::Word,
        _ if character.is_whitespace() || character.is_control() => Glyph::Blank,
        _ => Glyph::Sign,
    }
}
