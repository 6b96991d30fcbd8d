//! The article in a web page: its title and main text, and the day it came out.
//!
//! What a reader view shows is taken, without menus, comments and teasers. The
//! title is the first paragraph, as a headline stands over an article.

use dom_smoothie::{Config, Readability, ReadabilityError, TextMode};
use jiff::civil::Date;

use super::decode::Encoding;
use crate::text::Article;

/// How many elements a page may have: a page of a book has some thousands.
const MOST_ELEMENTS: usize = 200_000;

/// The encoding that the head of a page names.
pub(super) fn encoding(page: &[u8]) -> Option<Encoding> {
    let head = String::from_utf8_lossy(&page[..page.len().min(2048)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let name = after.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|character: char| !character.is_ascii_alphanumeric() && !"-_:.".contains(character));
    // A page that could say so in ASCII is not written in UTF-16.
    let named: Encoding = name[..end.unwrap_or(name.len())].parse().ok()?;
    Some(named).filter(|encoding| !encoding.to_string().starts_with("UTF-16"))
}

/// The article in a page.
pub(super) fn article(id: &str, page: &str) -> Result<Article, String> {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, text_mode: TextMode::Formatted, ..Config::default() };
    let read = Readability::new(page, None, Some(config)).and_then(|mut page| page.parse());
    let found = read.map_err(|error| explain(&error))?;
    let title = found.title.trim();
    let text = found.text_content.trim();
    let text = if title.is_empty() || text.starts_with(title) { text.to_owned() } else { format!("{title}\n\n{text}") };
    let date = found.published_time.or(found.modified_time).and_then(|time| day(&time));
    Ok(Article { date, ..Article::new(id, text) })
}

/// The day of a time such as `2015-11-23T08:00:00Z`.
fn day(time: &str) -> Option<Date> {
    time.trim().get(..10)?.parse().ok()
}

fn explain(error: &ReadabilityError) -> String {
    match error {
        ReadabilityError::TooManyElements(..) => format!("a page of more than {MOST_ELEMENTS} elements"),
        _ => "no article is found in this page".to_owned(),
    }
}
