//! Trains the English model: `train_english --out MODEL.bin CORPUS.conllu[.gz]...`
//!
//! The same files give the same bytes.

#![expect(clippy::print_stdout, reason = "a command that prints what it measures")]

use std::error::Error;
use std::fs::{self, File};
use std::io::Read;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (mut out, mut texts) = (None, Vec::new());
    while let Some(argument) = arguments.next() {
        if argument == "--out" {
            out = arguments.next();
        } else {
            texts.push(read(&argument)?);
        }
    }
    let out = out.ok_or("usage: train_english --out MODEL.bin CORPUS.conllu[.gz]...")?;
    let model = nutgraf::analysis::english::train::train(&texts, &mut |progress| eprintln!("{progress}"))?;
    eprintln!("{} bytes", model.len());
    Ok(fs::write(out, model)?)
}

fn read(path: &str) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    if path.ends_with(".gz") {
        flate2::read::MultiGzDecoder::new(File::open(path)?).read_to_string(&mut text)?;
    } else {
        File::open(path)?.read_to_string(&mut text)?;
    }
    Ok(text)
}
