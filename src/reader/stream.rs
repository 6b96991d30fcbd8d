//! Files to plain bytes: decompression by the first bytes, byte order mark off.
//!
//! The first bytes decide, not the ending: a file that is named `.gz` and is
//! not compressed is read all the same.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::Format;

const BUFFER: usize = 64 << 10;
const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
const UTF8_MARK: &[u8] = "\u{feff}".as_bytes();

/// Opens a file, or the standard input.
pub(super) fn open(path: Option<&Path>) -> io::Result<Stream> {
    match path {
        Some(path) => inflate(File::open(path)?),
        None => inflate(io::stdin()),
    }
}

/// The bytes of `raw` as they were before compression, without a byte order mark.
pub(super) fn inflate(raw: impl Read + Send + 'static) -> io::Result<Stream> {
    let mut raw = Stream::new(raw);
    let start = raw.peek(8)?;
    let mut stream = if start.starts_with(GZIP) {
        Stream::new(MultiGzDecoder::new(raw))
    } else if start.starts_with(ZSTD) || is_skippable(start) {
        Stream::new(Frames { source: raw, decoder: FrameDecoder::new(), open: false })
    } else {
        raw
    };
    if stream.peek(UTF8_MARK.len())?.starts_with(UTF8_MARK) {
        stream.consume(UTF8_MARK.len());
    }
    Ok(stream)
}

/// Whether these bytes begin a Zstandard frame that holds no data.
fn is_skippable(start: &[u8]) -> bool {
    matches!(start, [first, 0x2a, 0x4d, 0x18, ..] if first & 0xf0 == 0x50)
}

/// A buffered stream whose first bytes can be looked at together.
///
/// A pipe may hand out its first bytes one by one, so that what a plain buffer
/// holds first can be too short to know a format by.
pub(super) struct Stream {
    start: Vec<u8>,
    used: usize,
    rest: BufReader<Box<dyn Read + Send>>,
}

impl Stream {
    fn new(raw: impl Read + Send + 'static) -> Self {
        Self { start: Vec::new(), used: 0, rest: BufReader::with_capacity(BUFFER, Box::new(raw)) }
    }

    /// The next `count` bytes, or fewer where it ends; nothing may be consumed of an earlier look.
    fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        let missing = count.saturating_sub(self.start.len() - self.used);
        (&mut self.rest).take(missing as u64).read_to_end(&mut self.start)?;
        Ok(&self.start[self.used..])
    }

    /// The format that its first bytes show.
    pub(super) fn sniff(&mut self) -> io::Result<Format> {
        let start = self.peek(512)?.trim_ascii_start();
        let first_line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let is_page = |start: &[u8]| {
            let start = start.to_ascii_lowercase();
            start.starts_with(b"<!doctype html") || start.starts_with(b"<html") || start.starts_with(b"<?xml")
        };
        let is_comment = first_line.starts_with(b"# ") && first_line.contains(&b'=');
        Ok(match start {
            [b'{', ..] => Format::JsonLines,
            _ if is_comment || first_line.starts_with(b"# newdoc") || first_line.starts_with(b"1\t") => Format::Conllu,
            [b'<', ..] if is_page(start) => Format::Html,
            _ => Format::Text,
        })
    }
}

impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(into.len());
        into[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Stream {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.used < self.start.len() { Ok(&self.start[self.used..]) } else { self.rest.fill_buf() }
    }

    fn consume(&mut self, count: usize) {
        if self.used < self.start.len() { self.used += count } else { self.rest.consume(count) }
    }
}

/// The frames of a Zstandard file, one after the other.
struct Frames {
    source: Stream,
    decoder: FrameDecoder,
    open: bool,
}

impl Frames {
    /// Begins the next frame with data in it; false at the end of the file.
    fn next_frame(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut (&mut self.source).take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }

    fn read_frame(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            self.decoder
                .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1))
                .map_err(io::Error::other)?;
        }
        self.decoder.read(into)
    }
}

impl Read for Frames {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.open && !self.next_frame()? {
                return Ok(0);
            }
            self.open = true;
            let count = self.read_frame(into)?;
            if count > 0 || into.is_empty() {
                return Ok(count);
            }
            self.open = false;
        }
    }
}
