//! Paths and streams to articles: what is read, and what is said of the rest.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::*;

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Every item of the folder's paths in one line: `id=text@date`, or `!place: message`.
fn items(folder: &Path, paths: &[&str]) -> Vec<String> {
    let paths: Vec<PathBuf> = paths.iter().map(|path| folder.join(path)).collect();
    let found = Inputs::find(&paths);
    let root = format!("{}/", folder.display());
    let problems = found.problems.into_iter().map(Err);
    problems
        .chain(read(found.inputs, Unsaid::default()))
        .map(|item| match item {
            Ok(article) => {
                let date = article.date.map(|date| format!("@{date}")).unwrap_or_default();
                format!("{}={}{date}", article.id, article.text)
            }
            Err(problem) => format!("!{problem}"),
        })
        .map(|line| line.replace(&root, ""))
        .collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn a_folder_is_read_at_any_depth_in_the_order_of_its_paths() {
    let folder = folder(&[
        ("news/b.txt", b"B"),
        ("news/a/z.txt", b"Z"),
        ("news/c.md", b"not an article"),
        ("news/.hidden/x.txt", b"X"),
        ("news/.y.txt", b"Y"),
    ]);
    assert_eq!(items(folder.path(), &["news"]), ["z=Z", "b=B"]);
    assert_eq!(items(folder.path(), &["news/b.txt", "news", "news/a/z.txt"]), ["z=Z", "b=B"]);
}

#[test]
fn two_files_of_one_stem_are_named_by_their_paths() {
    let folder = folder(&[("a/x.txt", b"1"), ("b/x.txt", b"2"), ("b/y.txt", b"3")]);
    assert_eq!(items(folder.path(), &["a", "b"]), ["a/x.txt=1", "b/x.txt=2", "y=3"]);
}

#[test]
fn compressed_files_are_read_by_their_first_bytes() {
    let two_frames = [zstd(b"one "), vec![0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9], zstd(b"two")].concat();
    let two_members = [gzip(b"one "), gzip(b"two")].concat();
    let folder = folder(&[
        ("a.txt.gz", &two_members),
        ("b.txt.zst", &two_frames),
        ("c.txt.gz", b"plain"),
        ("d.txt", &gzip(b"hidden")),
    ]);
    assert_eq!(
        items(folder.path(), &["."]),
        ["a=one two", "b=one two", "c=plain", "d=hidden"].map(|line| line.replace("./", ""))
    );
}

#[test]
fn a_broken_archive_is_a_problem_and_the_rest_is_read() {
    let mut cut = gzip(b"some text that is long enough to be cut in the middle of it");
    cut.truncate(cut.len() - 12);
    let mut frame = zstd(&[b'x'; 5000]);
    frame.truncate(frame.len() - 3);
    let folder = folder(&[("a.txt.gz", &cut), ("b.txt.zst", &frame), ("c.txt", b"good")]);
    let items = items(folder.path(), &["a.txt.gz", "b.txt.zst", "c.txt"]);
    assert_eq!(items[0], "!a.txt.gz: it ends in the middle of its compressed data");
    assert!(items[1].starts_with("!b.txt.zst: it cannot be read"), "{items:?}");
    assert_eq!(items[2], "c=good");
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let folder = folder(&[("a.txt", b"\xef\xbb\xbfText"), ("b.jsonl", b"\xef\xbb\xbf{\"id\":\"b\",\"text\":\"B\"}")]);
    assert_eq!(items(folder.path(), &["a.txt", "b.jsonl"]), ["a=Text", "b=B"]);
}

#[test]
fn other_encodings_are_read_and_a_guess_is_told() {
    let folder =
        folder(&[("a.txt", b"The caf\xe9"), ("b.txt", b"\xff\xfeh\0i\0"), ("c.txt", b"\0\x01\xff"), ("d.txt", b"ok")]);
    let items = items(folder.path(), &["a.txt", "b.txt", "c.txt", "d.txt"]);
    assert!(items[0].starts_with("!a.txt: not UTF-8; read as windows-1252"), "{items:?}");
    assert_eq!(items[1..3], ["a=The café", "b=hi"]);
    assert!(items[3].starts_with("!c.txt: no text"), "{items:?}");
    assert_eq!(items[4], "d=ok");
}

#[cfg(feature = "html")]
#[test]
fn a_web_page_is_its_title_its_main_text_and_its_day() {
    let paragraph = "Ministers of both countries met in the capital on Monday, officials said, and agreed to open the border again before the end of the year, as farmers on both sides had asked.";
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=windows-1252><title>Border between the neighbours opens again - The Daily</title>\
         <meta property='article:published_time' content='2015-11-23T08:00:00Z'></head><body>\
         <nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>\
         <article><h1>Border between the neighbours opens again</h1><p>{paragraph}</p><p>The caf\u{e9}s were full. {paragraph}</p></article>\
         <script>let x = 1;</script><footer>All rights reserved</footer></body></html>"
    );
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(&page);
    let folder = folder(&[("a.html", &bytes), ("page", &bytes), ("b.html", b"<html></html>")]);
    let items = items(folder.path(), &["a.html", "page", "b.html"]);
    let text =
        format!("Border between the neighbours opens again\n\n{paragraph}\n\nThe caf\u{e9}s were full. {paragraph}");
    assert_eq!(items[0], format!("a={text}@2015-11-23"));
    assert_eq!(items[1], "!b.html: no article is found in this page");
    assert_eq!(items[2], format!("page={text}@2015-11-23"));
}

#[test]
fn a_line_of_json_costs_itself_only() {
    let lines = br#"{"id":"a","text":"A","date":"2015-11-23","url":"x"}
{"id":"b","text":"B"

{"id":7,"text":"C","date":"2015-11-23T08:00:00Z"}
{"text":"D","date":null}
{"id":"e","text":5}
{"id":"f"}
{"id":"g","text":"G","date":"Monday"}
[1]
"#;
    let folder = folder(&[("n.jsonl", lines)]);
    assert_eq!(
        items(folder.path(), &["n.jsonl"]),
        [
            "a=A@2015-11-23",
            "!n.jsonl:2:20: not a JSON object: EOF while parsing an object; the line is skipped",
            "7=C@2015-11-23",
            "n:5=D",
            "!n.jsonl:6: `text` is a number; an article needs it as a string",
            "!n.jsonl:7: `text` is missing; an article needs it as a string",
            "g=G",
            "!n.jsonl:8: `date` is \"Monday\"; expected a day such as \"2015-11-23\"; the article is read without",
            "!n.jsonl:9: not a JSON object; the line is skipped",
        ]
    );
}

#[test]
fn a_file_of_unknown_ending_shows_its_format_itself() {
    let folder = folder(&[("lines", b" {\"id\":\"a\",\"text\":\"A\"}"), ("story.md", b"Once."), ("empty", b"")]);
    assert_eq!(items(folder.path(), &["lines", "story.md", "empty"]), ["empty=", "a=A", "story.md=Once."]);
}

#[test]
fn a_path_that_is_not_there_is_a_problem() {
    let folder = folder(&[("a.txt", b"A"), ("none/readme.md", b"")]);
    let items = items(folder.path(), &["b.txt", "a.txt", "none"]);
    assert_eq!(items[0], "!b.txt: there is no such file or folder");
    assert!(items[1].starts_with("!none: no article in this folder"), "{items:?}");
    assert_eq!(items[2], "a=A");
}
