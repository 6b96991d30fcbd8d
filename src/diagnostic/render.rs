//! Diagnostics as a person reads them, and as a program does.

use std::fmt::Write as _;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::{Map, Value, json};

use super::{Diagnostic, Label, Severity, SourceFile};

/// How wide the drawing may be, in columns.
const WIDTH: usize = 80;

/// Draws diagnostics as rustc does: what, where, the source underlined, what to do.
///
/// ```
/// let pack = nutgraf::Pack::from_toml("a", "[[rul]]\nname = 'x'\n");
/// let drawn = nutgraf::diagnostic::render_text(pack.diagnostics(), false);
/// assert!(drawn.contains("did you mean `rule`?"), "{drawn}");
/// ```
pub fn render_text(diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(WIDTH).decor_style(DecorStyle::Ascii);
    let mut drawn = String::new();
    let mut lines = Lines::default();
    for diagnostic in diagnostics {
        writeln!(drawn, "{}\n", draw(diagnostic, &renderer, &mut lines)).expect("a string takes all that is written");
    }
    drawn
}

fn draw(diagnostic: &Diagnostic, renderer: &Renderer, lines: &mut Lines) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&diagnostic.title).id(diagnostic.code);
    let mut group = title.elements(snippets(&diagnostic.labels, lines));
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    renderer.render(&[group])
}

/// One snippet a file, with all its labels.
fn snippets<'a>(labels: &'a [Label], lines: &mut Lines) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let mut files: Vec<(&str, Vec<(usize, &Label)>)> = Vec::new();
    for (number, label) in labels.iter().enumerate() {
        match files.iter_mut().find(|(name, _)| *name == &*label.file.name) {
            Some((_, labels)) => labels.push((number, label)),
            None => files.push((&label.file.name, vec![(number, label)])),
        }
    }
    files.into_iter().map(|(name, labels)| snippet(name, &labels, lines)).collect()
}

/// Only the lines around the labels are handed on, so that a diagnostic in a
/// file of a million lines costs no more than one in a short file.
fn snippet<'a>(
    name: &'a str,
    labels: &[(usize, &'a Label)],
    lines: &mut Lines,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text: &str = &labels[0].1.file.text;
    let first = labels.iter().map(|(_, label)| text.floor_char_boundary(label.span.start)).min().unwrap_or(0);
    let last = labels.iter().map(|(_, label)| text.ceil_char_boundary(label.span.end)).max().unwrap_or(0);
    let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let end = text[last..].find('\n').map_or(text.len(), |at| last + at);
    let line = lines.line(&labels[0].1.file, start);
    let annotations = labels.iter().map(|(number, label)| {
        let kind = if *number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let from = text.floor_char_boundary(label.span.start).min(end);
        let to = text.ceil_char_boundary(label.span.end).clamp(from, end);
        let span = from - start..to - start;
        let annotation = kind.span(span);
        if label.text.is_empty() { annotation } else { annotation.label(&label.text) }
    });
    Snippet::source(&text[start..end]).path(name).line_start(line).annotations(annotations)
}

/// Diagnostics as a JSON array, one object each, with keys in a fixed order.
/// Lines and columns start at 1; columns count characters.
///
/// ```
/// let pack = nutgraf::Pack::from_toml("a", "[[rul]]\nname = 'x'\n");
/// let json = nutgraf::diagnostic::render_json(pack.diagnostics());
/// assert!(json.contains(r#""code":"unknown-key""#), "{json}");
/// ```
pub fn render_json(diagnostics: &[Diagnostic]) -> String {
    let mut lines = Lines::default();
    let objects: Vec<Value> = diagnostics.iter().map(|diagnostic| object(diagnostic, &mut lines)).collect();
    Value::Array(objects).to_string()
}

fn object(diagnostic: &Diagnostic, lines: &mut Lines) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut object = Map::new();
    object.insert("code".into(), diagnostic.code.into());
    object.insert("severity".into(), severity.into());
    object.insert("message".into(), diagnostic.title.clone().into());
    if let Some(label) = diagnostic.labels.first() {
        place(label, lines, &mut object);
    }
    let others = diagnostic.labels.iter().skip(1).map(|label| {
        let mut object = Map::new();
        place(label, lines, &mut object);
        object.insert("text".into(), label.text.clone().into());
        Value::Object(object)
    });
    object.insert("labels".into(), others.collect());
    object.insert("help".into(), diagnostic.help.clone().into());
    Value::Object(object)
}

fn place(label: &Label, lines: &mut Lines, object: &mut Map<String, Value>) {
    let (line, column) = lines.line_and_column(&label.file, label.span.start);
    let (end_line, end_column) = lines.line_and_column(&label.file, label.span.end);
    object.insert("file".into(), (*label.file.name).into());
    object.insert("line".into(), line.into());
    object.insert("column".into(), column.into());
    object.insert("end".into(), json!({ "line": end_line, "column": end_column }));
}

/// Counts lines on from the last place asked for. Diagnostics come in the order
/// of their places, so a file is read once for all of them.
#[derive(Default)]
struct Lines {
    file: Option<Arc<str>>,
    at: usize,
    line: usize,
}

impl Lines {
    /// The line of a byte of a file, from 1.
    fn line(&mut self, file: &SourceFile, at: usize) -> usize {
        let is_behind = self.file.as_ref().is_some_and(|last| Arc::ptr_eq(last, &file.text)) && self.at <= at;
        if !is_behind {
            (self.file, self.at, self.line) = (Some(file.text.clone()), 0, 1);
        }
        let between = &file.text[self.at..file.text.floor_char_boundary(at)];
        self.line += between.matches('\n').count();
        self.at += between.len();
        self.line
    }

    /// The line and the column, in characters, of a byte of a file; both from 1.
    fn line_and_column(&mut self, file: &SourceFile, at: usize) -> (usize, usize) {
        let before = &file.text[..file.text.floor_char_boundary(at)];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (self.line(file, before.len()), before[start..].chars().count() + 1)
    }
}
