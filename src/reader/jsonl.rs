//! JSON lines to articles.
//!
//! A line is an object with `text`, and `id` and `date` where they are known;
//! its other keys are somebody else's. A line that is broken costs itself only.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use super::articles::{not_utf8, too_large};
use super::input::explain;
use super::stream::Stream;
use super::{ARTICLE_LIMIT, Problem};
use crate::text::Article;

/// The keys of a line that mean something here.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    text: Value,
    #[serde(default)]
    date: Value,
}

/// The articles of a stream of lines.
pub(super) struct Lines {
    stream: Stream,
    place: String,
    id: String,
    number: u64,
    buffer: Vec<u8>,
    /// What a line gave beyond its first item.
    pending: VecDeque<Result<Article, Problem>>,
    ended: bool,
}

impl Lines {
    /// Reads `stream`, which messages call `place`; a line without an `id` is `id:line`.
    pub(super) fn new(stream: Stream, place: String, id: String) -> Self {
        Self { stream, place, id, number: 0, buffer: Vec::new(), pending: VecDeque::new(), ended: false }
    }

    /// Reads the next line into the buffer; false at the end.
    fn next_line(&mut self) -> io::Result<bool> {
        self.buffer.clear();
        self.number += 1;
        // Twice an article: the escapes of JSON take room that the text does not.
        let limit = 2 * ARTICLE_LIMIT;
        let count = (&mut self.stream).take(limit).read_until(b'\n', &mut self.buffer)?;
        if count as u64 == limit && !self.buffer.ends_with(b"\n") {
            skip_line(&mut self.stream)?;
        }
        Ok(count > 0)
    }

    fn problem(&self, column: Option<usize>, message: impl Into<String>) -> Problem {
        let column = column.map(|column| format!(":{column}")).unwrap_or_default();
        Problem::new(format!("{}:{}{column}", self.place, self.number), message)
    }

    fn article(&mut self) -> Result<Article, Problem> {
        let line = self.parse()?;
        let Value::String(text) = line.text else {
            return Err(self.problem(None, format!("`text` is {}; an article needs it as a string", kind(&line.text))));
        };
        if text.len() as u64 > ARTICLE_LIMIT {
            return Err(self.problem(None, too_large()));
        }
        let date = self.date(&line.date).unwrap_or_else(|problem| {
            self.pending.push_back(Err(problem));
            None
        });
        let id = match line.id {
            Value::String(id) => id,
            Value::Number(number) => number.to_string(),
            _ => format!("{}:{}", self.id, self.number),
        };
        Ok(Article { date, ..Article::new(id, text) })
    }

    fn parse(&self) -> Result<Line, Problem> {
        if self.buffer.len() as u64 >= 2 * ARTICLE_LIMIT {
            return Err(self.problem(None, too_large()));
        }
        let text = std::str::from_utf8(&self.buffer)
            .map_err(|error| self.problem(None, not_utf8(&self.buffer, error.valid_up_to())))?;
        if !text.trim_start().starts_with('{') {
            return Err(self.problem(None, "not a JSON object; the line is skipped"));
        }
        serde_json::from_str(text.trim_end()).map_err(|error| {
            let message = error.to_string();
            let message = message.rsplit_once(" at line ").map_or(&*message, |(message, _)| message);
            self.problem(Some(error.column()), format!("not a JSON object: {message}; the line is skipped"))
        })
    }

    /// A day, or a time whose day comes first: `2015-11-23`, `2015-11-23T08:00:00Z`.
    fn date(&self, value: &Value) -> Result<Option<Date>, Problem> {
        let Some(text) = value.as_str() else {
            return if value.is_null() { Ok(None) } else { Err(self.undated(value)) };
        };
        text.get(..10).and_then(|day| day.parse().ok()).map(Some).ok_or_else(|| self.undated(value))
    }

    fn undated(&self, value: &Value) -> Problem {
        let message = format!("`date` is {value}; expected a day such as \"2015-11-23\"; the article is read without");
        Problem { is_skipped: false, ..self.problem(None, message) }
    }
}

impl Iterator for Lines {
    type Item = Result<Article, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(item) = self.pending.pop_front() {
            return Some(item);
        }
        while !self.ended {
            match self.next_line() {
                Ok(true) if self.buffer.trim_ascii().is_empty() => {}
                Ok(true) => return Some(self.article()),
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(self.problem(None, explain(&error))));
                }
            }
        }
        None
    }
}

/// Leaves the rest of a line behind without keeping it.
fn skip_line(stream: &mut Stream) -> io::Result<()> {
    loop {
        let available = stream.fill_buf()?;
        let end = available.iter().position(|&byte| byte == b'\n');
        let count = end.map_or(available.len(), |end| end + 1);
        stream.consume(count);
        if end.is_some() || count == 0 {
            return Ok(());
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "missing",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
