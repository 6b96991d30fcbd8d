//! Inputs to the one stream of articles, in order.

use std::io::Read;

use jiff::civil::Date;

use super::input::{Format, Input, explain};
use super::{ARTICLE_LIMIT, Problem, conllu, jsonl, stream};
use crate::text::Article;

/// What a file gives: its articles and what is wrong with it, one by one.
pub(super) type Items = Box<dyn Iterator<Item = Result<Article, Problem>> + Send>;

/// A stream of articles; what cannot be read stands between them.
pub struct Articles {
    inputs: std::vec::IntoIter<Input>,
    current: Items,
    date: Option<Date>,
}

/// Reads the articles of `inputs` one after the other. An article that has no
/// date of its own gets `date`.
pub fn read(inputs: Vec<Input>, date: Option<Date>) -> Articles {
    Articles { inputs: inputs.into_iter(), current: Box::new(std::iter::empty()), date }
}

impl Iterator for Articles {
    type Item = Result<Article, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.next() {
                return Some(item.map(|article| Article { date: article.date.or(self.date), ..article }));
            }
            let input = self.inputs.next()?;
            let place = place(&input);
            self.current = open(input, &place).unwrap_or_else(|message| once(Err(Problem::new(place, message))));
        }
    }
}

/// How an input is named in a message.
fn place(input: &Input) -> String {
    input.path.as_ref().map_or_else(|| "standard input".to_owned(), |path| path.to_string_lossy().into_owned())
}

fn once(item: Result<Article, Problem>) -> Items {
    Box::new(std::iter::once(item))
}

fn open(input: Input, place: &str) -> Result<Items, String> {
    let stream = stream::open(input.path.as_deref()).map_err(|error| explain(&error))?;
    parse(stream, input.format, place, input.id)
}

/// The articles of bytes that are in memory already.
pub(super) fn from_bytes(bytes: Vec<u8>, format: Option<Format>, place: &str, id: String) -> Result<Items, String> {
    let stream = stream::inflate(std::io::Cursor::new(bytes)).map_err(|error| explain(&error))?;
    parse(stream, format, place, id)
}

fn parse(mut stream: stream::Stream, format: Option<Format>, place: &str, id: String) -> Result<Items, String> {
    let format = match format {
        Some(format) => format,
        None => stream.sniff().map_err(|error| explain(&error))?,
    };
    match format {
        Format::JsonLines => Ok(Box::new(jsonl::Lines::new(stream, place.to_owned(), id))),
        Format::Text => Ok(once(Ok(Article::new(id, whole(stream)?)))),
        Format::Conllu => Ok(conllu::articles(&whole(stream)?, place, &id)),
    }
}

/// The whole of a stream as text.
fn whole(stream: impl Read) -> Result<String, String> {
    let mut bytes = Vec::new();
    stream.take(ARTICLE_LIMIT + 1).read_to_end(&mut bytes).map_err(|error| explain(&error))?;
    if bytes.len() as u64 > ARTICLE_LIMIT {
        return Err(too_large());
    }
    String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()))
}

pub(super) fn too_large() -> String {
    format!("larger than {} MiB, the most that an article may have; split it", ARTICLE_LIMIT >> 20)
}

/// Says where bytes stop being UTF-8, and what they may be instead.
pub(super) fn not_utf8(bytes: &[u8], at: usize) -> String {
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let guess = if is_utf16 { "it looks like UTF-16" } else { "it may be Windows-1252" };
    format!("not UTF-8 at byte {at}: {guess}; convert it, as with `iconv -t UTF-8`")
}
