//! Byte offsets to character offsets.

use crate::text::ByteSpan;

/// Turns byte offsets of a text into offsets in Unicode characters.
///
/// ```
/// let offsets = nutgraf::writer::CharOffsets::new("né à Rome");
/// assert_eq!(offsets.span(nutgraf::ByteSpan::new(6, 10)), (4, 8));
/// ```
#[derive(Debug)]
pub struct CharOffsets<'t> {
    text: &'t str,
    /// Characters before each block of [`BLOCK`] bytes; empty where bytes are characters.
    before: Vec<u32>,
}

const BLOCK: usize = 256;

impl<'t> CharOffsets<'t> {
    /// Counts the characters of a text once.
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for block in text.as_bytes().chunks(BLOCK) {
                before.push(count);
                count += characters(block);
            }
        }
        Self { text, before }
    }

    /// The characters before a byte, which begins one.
    pub fn at(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        if self.before.is_empty() {
            return byte as u32;
        }
        let block = (byte / BLOCK).min(self.before.len() - 1);
        self.before[block] + characters(&self.text.as_bytes()[block * BLOCK..byte])
    }

    /// A span in characters.
    pub fn span(&self, span: ByteSpan) -> (u32, u32) {
        (self.at(span.start), self.at(span.end))
    }
}

/// The bytes that begin a character.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_counts_characters() {
        let text = "añ𝄞“x” ".repeat(200);
        let offsets = CharOffsets::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.at(byte as u32), count as u32);
        }
        assert_eq!(offsets.at(text.len() as u32) as usize, text.chars().count());
    }
}
