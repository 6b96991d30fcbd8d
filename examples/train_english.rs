//! Trains the English model from treebanks and writes the model files.
//!
//! ```sh
//! cargo run --release --no-default-features --features train,reader --example train_english -- \
//!     --out src/analysis/english/model en_ewt-ud-train.conllu.gz en_gum-cc-ud-train.conllu.gz
//! ```
//!
//! The word lists `words.tsv.gz` and `irregular.tsv.gz` are read from the folder of
//! the model. The same treebanks and lists give the same bytes each time, after ten
//! minutes or so.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]

mod common;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use nutgraf::analysis::english::train::{Settings, WordLists, train};

use common::read;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(flag), Some(folder)) = (arguments.next(), arguments.next()) else { return Err(USAGE.into()) };
    if flag.as_os_str() != "--out" {
        return Err(USAGE.into());
    }
    let texts = arguments.map(|path| read(&path)).collect::<Result<Vec<String>, _>>()?;
    if texts.is_empty() {
        return Err(USAGE.into());
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (words, irregular) = (read(&folder.join("words.tsv.gz"))?, read(&folder.join("irregular.tsv.gz"))?);
    let lists = WordLists { words: &words, irregular: &irregular };
    let trained = train(&texts, lists, &Settings::default())?;
    trained.report.iter().for_each(|line| println!("{line}"));
    fs::write(folder.join("english.model"), trained.english)?;
    fs::write(folder.join("parser.model"), trained.parser)?;
    Ok(())
}

const USAGE: &str = "usage: train_english --out FOLDER TREEBANK.conllu[.gz]...";
