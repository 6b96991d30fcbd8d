//! Facts on paper: JSON lines for programs, text for people.
//!
//! Here, at the border, offsets become Unicode characters. Nothing here prints:
//! everything is written to a buffer that the caller owns.

mod analysis;
mod difference;
mod explanation;
mod html;
mod jsonl;
mod offsets;
mod pack_page;
mod sentences;
mod text;
mod wrap;

pub use analysis::show_analysis;
pub use difference::{show_difference, write_difference};
pub use explanation::{explanation_json, show_explanation, show_miss};
pub use html::HtmlPage;
pub use jsonl::{write_fact, write_mention};
pub use offsets::CharOffsets;
pub use pack_page::pack_page;
pub use text::{Style, show_article, show_fact, show_mention};
pub(crate) use wrap::{harmless, one_line, wrap};
