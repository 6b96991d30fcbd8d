//! Reading CoNLL-U: lines to articles, documents divided at `# newdoc`.

use super::ConlluError;
use crate::text::{AnnotatedSentence, AnnotatedToken, Annotation, Article, ByteSpan};

/// Reads a CoNLL-U text: one article for each `# newdoc`, or one in all where
/// it has none.
///
/// `name` is the identifier of an article that has none of its own; the second
/// such article is called `name-2`, and so on. Words follow each other with a
/// space unless `SpaceAfter=No` says otherwise, sentences with a space, and
/// paragraphs (`# newpar`) with an empty line. A date is read from
/// `# date = 2015-11-23` and from GUM's `# meta::dateCreated`.
///
/// ```
/// let text = "# newdoc id = a1\n1\tPutin\tPutin\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n\
///             2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n\
///             3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tSpaceAfter=No\n\n";
/// let articles = nutgraf::analysis::conllu::parse(text, "articles")?;
/// assert_eq!((articles[0].id.as_str(), articles[0].text.as_str()), ("a1", "Putin left."));
/// # Ok::<(), nutgraf::analysis::conllu::ConlluError>(())
/// ```
pub fn parse(text: &str, name: &str) -> Result<Vec<Article>, ConlluError> {
    let mut reader = Reader { name, done: Vec::new(), nameless: 0, article: None, sentence: SentenceLines::default() };
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        reader.line(index + 1, line)?;
    }
    reader.end_sentence()?;
    reader.end_article();
    Ok(reader.done)
}

struct Reader<'t> {
    name: &'t str,
    done: Vec<Article>,
    nameless: usize,
    article: Option<Article>,
    sentence: SentenceLines<'t>,
}

/// The lines of the sentence that is being read.
#[derive(Default)]
struct SentenceLines<'t> {
    words: Vec<WordLine<'t>>,
    ranges: Vec<RangeLine<'t>>,
    starts_paragraph: bool,
}

/// A word: one line with a plain number.
struct WordLine<'t> {
    line: usize,
    form: &'t str,
    lemma: Option<&'t str>,
    upos: Option<&'t str>,
    xpos: Option<&'t str>,
    head: Option<u32>,
    relation: Option<&'t str>,
    space_after: bool,
}

/// The surface form of several words: a line with a range of numbers.
struct RangeLine<'t> {
    line: usize,
    first: u32,
    last: u32,
    form: &'t str,
    space_after: bool,
}

impl<'t> Reader<'t> {
    fn line(&mut self, number: usize, line: &'t str) -> Result<(), ConlluError> {
        if line.trim().is_empty() {
            return self.end_sentence();
        }
        match line.strip_prefix('#') {
            Some(comment) => self.comment(comment),
            None => self.sentence.line(number, line),
        }
    }

    fn comment(&mut self, comment: &'t str) -> Result<(), ConlluError> {
        let (key, value) = match comment.split_once('=') {
            Some((key, value)) => (key.trim(), value.trim()),
            None => (comment.trim(), ""),
        };
        match key {
            "newdoc" | "newdoc id" => {
                self.end_sentence()?;
                self.end_article();
                self.begin_article(value);
                self.sentence.starts_paragraph = true;
            }
            "newpar" | "newpar id" => self.sentence.starts_paragraph = true,
            "date" | "meta::dateCreated" => {
                let date = value.parse().ok();
                let article = self.current_article();
                article.date = article.date.or(date);
            }
            _ => {}
        }
        Ok(())
    }

    fn begin_article(&mut self, id: &str) {
        let id = if id.is_empty() { self.next_name() } else { id.to_owned() };
        self.article = Some(Article { id, annotation: Some(Annotation::default()), ..Article::default() });
    }

    fn next_name(&mut self) -> String {
        self.nameless += 1;
        if self.nameless == 1 { self.name.to_owned() } else { format!("{}-{}", self.name, self.nameless) }
    }

    fn current_article(&mut self) -> &mut Article {
        if self.article.is_none() {
            self.begin_article("");
        }
        self.article.as_mut().expect("an article was begun above")
    }

    fn end_article(&mut self) {
        self.done.extend(self.article.take());
    }

    fn end_sentence(&mut self) -> Result<(), ConlluError> {
        if self.sentence.words.is_empty() {
            return Ok(());
        }
        let sentence = std::mem::take(&mut self.sentence);
        sentence.append_to(self.current_article())
    }
}

impl<'t> SentenceLines<'t> {
    fn line(&mut self, number: usize, line: &'t str) -> Result<(), ConlluError> {
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() < 2 {
            let message = format!("expected fields divided by tabs, found `{}`", shorten(line));
            return Err(ConlluError::new(number, message));
        }
        let field = |index: usize| fields.get(index).copied().unwrap_or("_");
        let (id, form) = (fields[0], fields[1]);
        if form.is_empty() {
            return Err(ConlluError::new(number, "the form of a word is empty"));
        }
        if id.contains('.') {
            return Ok(());
        }
        let space_after = !field(9).split('|').any(|item| item == "SpaceAfter=No");
        if let Some((first, last)) = id.split_once('-') {
            let (first, last) = (number_of(first, number)?, number_of(last, number)?);
            if last < first {
                return Err(ConlluError::new(number, format!("the range `{id}` ends before it begins")));
            }
            self.ranges.push(RangeLine { line: number, first, last, form, space_after });
            return Ok(());
        }
        let expected = self.words.len() + 1;
        if number_of(id, number)? as usize != expected {
            return Err(ConlluError::new(number, format!("expected word {expected}, found `{id}`")));
        }
        let lemma = if form == "_" { Some(field(2)) } else { said(field(2)) };
        self.words.push(WordLine {
            line: number,
            form,
            lemma,
            upos: said(field(3)),
            xpos: said(field(4)),
            head: said(field(6)).map(|head| number_of(head, number)).transpose()?,
            relation: said(field(7)),
            space_after,
        });
        Ok(())
    }

    fn append_to(self, article: &mut Article) -> Result<(), ConlluError> {
        let annotation = article.annotation.get_or_insert_default();
        let first_token = annotation.tokens.len() as u32;
        let starts_paragraph = self.starts_paragraph || first_token == 0;
        if !article.text.is_empty() && starts_paragraph {
            article.text.truncate(article.text.trim_end_matches(' ').len());
            article.text.push_str("\n\n");
        }
        annotation.sentences.push(AnnotatedSentence { first_token, starts_paragraph });
        let spans = self.spans(&mut article.text)?;
        for (word, span) in self.words.iter().zip(spans) {
            annotation.tokens.push(word.token(span, first_token, self.words.len())?);
        }
        Ok(())
    }

    /// Appends the sentence to the text and tells where its words are.
    fn spans(&self, text: &mut String) -> Result<Vec<ByteSpan>, ConlluError> {
        let mut spans = Vec::with_capacity(self.words.len());
        let mut ranges = self.ranges.iter().peekable();
        while spans.len() < self.words.len() {
            let next = spans.len();
            let range = ranges.next_if(|range| range.first as usize == next + 1);
            let (form, space_after) = match range {
                Some(range) => (range.form, range.space_after),
                None => (self.words[next].form, self.words[next].space_after),
            };
            let start = text.len() as u32;
            text.push_str(form);
            match range {
                Some(range) => spans.extend(self.spans_in_range(range, start)?),
                None => spans.push(ByteSpan::new(start, text.len() as u32)),
            }
            if space_after {
                text.push(' ');
            }
        }
        match ranges.next() {
            Some(range) => {
                Err(ConlluError::new(range.line, "a range must stand before its own words, and overlap no other"))
            }
            None => Ok(spans),
        }
    }

    /// The words of a surface form: cut where the words say so, else in equal
    /// parts, since a word such as French `le` in `du` is no slice of it.
    fn spans_in_range(&self, range: &RangeLine<'t>, start: u32) -> Result<Vec<ByteSpan>, ConlluError> {
        let (first, last) = (range.first as usize - 1, range.last as usize);
        let Some(words) = self.words.get(first..last) else {
            return Err(ConlluError::new(range.line, format!("the sentence has no word {last}")));
        };
        let spelled = words.iter().map(|word| word.form).collect::<String>() == range.form;
        let cuts: Vec<usize> = if spelled {
            words.iter().scan(0, |end, word| Some(std::mem::replace(end, *end + word.form.len()))).collect()
        } else {
            let places: Vec<usize> = range.form.char_indices().map(|(place, _)| place).collect();
            if places.len() < words.len() {
                let message = format!("`{}` has fewer characters than the {} words in it", range.form, words.len());
                return Err(ConlluError::new(range.line, message));
            }
            (0..words.len()).map(|word| places[word * places.len() / words.len()]).collect()
        };
        let ends = cuts.iter().skip(1).copied().chain([range.form.len()]);
        Ok(cuts.iter().zip(ends).map(|(&from, to)| ByteSpan::new(start + from as u32, start + to as u32)).collect())
    }
}

impl WordLine<'_> {
    fn token(&self, span: ByteSpan, first_token: u32, words: usize) -> Result<AnnotatedToken, ConlluError> {
        let head = match self.head {
            None | Some(0) => None,
            Some(head) if head as usize <= words => Some(first_token + head - 1),
            Some(head) => {
                return Err(ConlluError::new(self.line, format!("the head {head} is no word of the sentence")));
            }
        };
        // A relation without a head that is a word is the root's, so one whose
        // head is not given must not be kept.
        let relation = self.head.and(self.relation);
        Ok(AnnotatedToken {
            span,
            lemma: self.lemma.map(str::to_owned),
            upos: self.upos.map(str::to_owned),
            xpos: self.xpos.map(str::to_owned),
            head,
            relation: relation.map(str::to_owned),
        })
    }
}

fn said(field: &str) -> Option<&str> {
    (!field.is_empty() && field != "_").then_some(field)
}

fn number_of(field: &str, line: usize) -> Result<u32, ConlluError> {
    field
        .parse()
        .map_err(|_| ConlluError::new(line, format!("expected the number of a word, found `{}`", shorten(field))))
}

/// Enough of a text to find it again.
fn shorten(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
