//! Inputs to the one stream of articles, in order.

use std::io::Read;

use jiff::civil::Date;

use super::decode::{Encoding, decode};
#[cfg(feature = "html")]
use super::html;
use super::input::{Format, Input, explain};
use super::{ARTICLE_LIMIT, Problem, conllu, jsonl, stream};
use crate::text::Article;

/// What a file gives: its articles and what is wrong with it, one by one.
pub(super) type Items = Box<dyn Iterator<Item = Result<Article, Problem>> + Send>;

/// What is supposed of articles that do not say it themselves.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unsaid {
    /// Their day.
    pub date: Option<Date>,
    /// How texts and pages are written; JSON lines and CoNLL-U are UTF-8.
    pub encoding: Option<Encoding>,
}

/// A stream of articles; what cannot be read stands between them.
pub struct Articles {
    inputs: std::vec::IntoIter<Input>,
    current: Items,
    unsaid: Unsaid,
}

/// Reads the articles of `inputs` one after the other.
pub fn read(inputs: Vec<Input>, unsaid: Unsaid) -> Articles {
    Articles { inputs: inputs.into_iter(), current: Box::new(std::iter::empty()), unsaid }
}

impl Iterator for Articles {
    type Item = Result<Article, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.next() {
                return Some(item.map(|article| Article { date: article.date.or(self.unsaid.date), ..article }));
            }
            let input = self.inputs.next()?;
            let place = place(&input);
            self.current = open(input, &place, self.unsaid.encoding)
                .unwrap_or_else(|message| items([Err(Problem::new(place, message))]));
        }
    }
}

/// How an input is named in a message.
fn place(input: &Input) -> String {
    input.path.as_ref().map_or_else(|| "standard input".to_owned(), |path| path.to_string_lossy().into_owned())
}

fn items<const N: usize>(items: [Result<Article, Problem>; N]) -> Items {
    Box::new(items.into_iter())
}

fn open(input: Input, place: &str, encoding: Option<Encoding>) -> Result<Items, String> {
    let stream = stream::open(input.path.as_deref()).map_err(|error| explain(&error))?;
    parse(stream, input.format, place, input.id, encoding)
}

/// The articles of bytes that are in memory already.
pub(super) fn from_bytes(bytes: Vec<u8>, format: Option<Format>, place: &str, id: String) -> Result<Items, String> {
    let stream = stream::inflate(std::io::Cursor::new(bytes)).map_err(|error| explain(&error))?;
    parse(stream, format, place, id, None)
}

fn parse(
    mut stream: stream::Stream,
    format: Option<Format>,
    place: &str,
    id: String,
    encoding: Option<Encoding>,
) -> Result<Items, String> {
    let format = match format {
        Some(format) => format,
        None => stream.sniff().map_err(|error| explain(&error))?,
    };
    match format {
        Format::JsonLines => Ok(Box::new(jsonl::Lines::new(stream, place.to_owned(), id))),
        Format::Text => {
            let decoded = decode(whole(stream)?, encoding)?;
            Ok(with_remark(place, decoded.remark, Article::new(id, decoded.text)))
        }
        Format::Conllu => {
            let text = String::from_utf8(whole(stream)?);
            let text = text.map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()))?;
            Ok(conllu::articles(&text, place, &id))
        }
        Format::Html => page(whole(stream)?, place, &id, encoding),
    }
}

#[cfg(feature = "html")]
fn page(bytes: Vec<u8>, place: &str, id: &str, encoding: Option<Encoding>) -> Result<Items, String> {
    let encoding = encoding.or_else(|| html::encoding(&bytes));
    let decoded = decode(bytes, encoding)?;
    Ok(with_remark(place, decoded.remark, html::article(id, &decoded.text)?))
}

#[cfg(not(feature = "html"))]
fn page(_: Vec<u8>, _: &str, _: &str, _: Option<Encoding>) -> Result<Items, String> {
    Err("a web page, which this build does not read (feature `html`)".to_owned())
}

fn with_remark(place: &str, remark: Option<String>, article: Article) -> Items {
    match remark {
        Some(remark) => items([Err(Problem::remark(place, remark)), Ok(article)]),
        None => items([Ok(article)]),
    }
}

/// The whole of a stream.
fn whole(stream: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    stream.take(ARTICLE_LIMIT + 1).read_to_end(&mut bytes).map_err(|error| explain(&error))?;
    if bytes.len() as u64 > ARTICLE_LIMIT { Err(too_large()) } else { Ok(bytes) }
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
