//! Where the sentences of an article stand, for those who show them.

use crate::analysis::segment;
use crate::text::{Annotation, Article, ByteSpan, Segmentation};

/// The places of an article's sentences, ascending.
pub(super) struct Sentences(Vec<ByteSpan>);

impl Sentences {
    /// The sentences that the engine saw: those that came with the article, or else its own.
    pub(super) fn of(article: &Article) -> Self {
        if let Some(annotation) = &article.annotation {
            return Self(given(annotation));
        }
        let mut found = Segmentation::default();
        segment(&article.text, &mut found);
        let place = |tokens: &[ByteSpan]| Some(tokens.first()?.join(*tokens.last()?));
        Self(found.sentences.iter().filter_map(|sentence| place(&found.tokens[sentence.tokens.range()])).collect())
    }

    /// The span with the whole of the sentences where it begins and ends.
    pub(super) fn around(&self, span: ByteSpan) -> ByteSpan {
        let after = self.0.partition_point(|sentence| sentence.end <= span.start);
        let touching = self.0[after..].iter().take_while(|sentence| sentence.start < span.end);
        touching.fold(span, |all, &sentence| all.join(sentence))
    }
}

fn given(annotation: &Annotation) -> Vec<ByteSpan> {
    let firsts = annotation.sentences.iter().map(|sentence| sentence.first_token as usize);
    let ends = firsts.clone().skip(1).chain([annotation.tokens.len()]);
    let place = |(first, end): (usize, usize)| {
        let tokens = annotation.tokens.get(first..end)?;
        Some(tokens.first()?.span.join(tokens.last()?.span))
    };
    firsts.zip(ends).filter_map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_shown_with_the_whole_of_each_sentence_that_it_touches() {
        let article = Article::new("a", "It rained. Ann met Bob. They left.");
        let sentences = Sentences::of(&article);
        let whole = |start, end| sentences.around(ByteSpan::new(start, end)).slice(&article.text);
        assert_eq!(whole(15, 18), "Ann met Bob.");
        assert_eq!(whole(19, 28), "Ann met Bob. They left.");
    }
}
