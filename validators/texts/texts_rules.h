// What is required of the transcriptions and translations of an item.
#pragma once

#include "core/records/finding.h"

namespace delo::validators::texts_rule {

inline constexpr Rule kLanguage{
    .id = "texts.language",
    .severity = Severity::kWarning,
    .clause = "BCP 47",
    .summary = "A text is in the language that its name or its description declares",
    .cause = "Files were mixed up, or the language in the description is that of the record",
    .remedy = "Look at the text: correct the declared language, or ask for the right file",
    .who = Remedier::kArchivist};

inline constexpr Rule kLeafWithoutText{
    .id = "texts.leaf-without-text",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "A text that marks its sheets has text for each leaf of the item",
    .cause = "The text stops early, a leaf was skipped, or a mark was left out",
    .remedy = "Compare the text with the scan of the leaf; have it completed, or the mark set",
    .who = Remedier::kProducer};

inline constexpr Rule kLeafUnknown{
    .id = "texts.leaf-unknown",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "The leaves that a text marks are leaves of the item",
    .cause = "A mark is misnumbered, the reference is too narrow, or the text is of another item",
    .remedy = "Compare the text with the scans: correct the mark or the reference",
    .who = Remedier::kArchivist};

inline constexpr Rule kMarksOrder{
    .id = "texts.marks-order",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "The marks of a text stand in the order of the leaves",
    .cause = "Pieces of the text were put together in a wrong order, or a mark is misnumbered",
    .remedy = "Compare the text with the scans and have it put in order",
    .who = Remedier::kProducer};

inline constexpr Rule kMarksDoubled{
    .id = "texts.marks-doubled",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "A text marks each side of a leaf once",
    .cause = "A mark is misnumbered, or a leaf was transcribed twice",
    .remedy = "Compare the text with the scans: correct the mark, or keep the better text",
    .who = Remedier::kProducer};

inline constexpr Rule kSheetCount{
    .id = "texts.sheet-count",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "A text has as many sheets as the item has leaves, or sides of leaves",
    .cause = "The text stops early, a leaf was skipped, or a mark was left out",
    .remedy = "Compare the text with the scans; number its sheets, so that each can be found",
    .who = Remedier::kProducer};

inline constexpr Rule kFigures{
    .id = "texts.figures",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "Numbers and dates of a transcription are in its translation, and the other way",
    .cause = "A misread or mistyped figure, or a sentence that was left out",
    .remedy = "Compare the places told with the scan; correct the text that is wrong",
    .who = Remedier::kProducer};

inline constexpr Rule kSections{
    .id = "texts.sections",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "Numbered paragraphs of a transcription are in its translation, and the other way",
    .cause = "A paragraph was left out, or its number",
    .remedy = "Compare the two texts with the scan",
    .who = Remedier::kProducer};

inline constexpr Rule kSheetsDiffer{
    .id = "texts.sheets-differ",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "A translation that marks its sheets has those of the transcription, about as long",
    .cause = "A leaf or part of one was not translated, or a mark was left out",
    .remedy = "Compare the two texts with the scan of the leaf",
    .who = Remedier::kProducer};

inline constexpr Rule kLength{
    .id = "texts.length",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "A translation is about as long as its languages let expect",
    .cause = "Part of the text was not translated, or one file holds more than the other",
    .remedy = "Compare the two texts: have the rest translated, or note that it is a summary",
    .who = Remedier::kArchivist};

inline constexpr Rule kMany{
    .id = "texts.many",
    .severity = Severity::kInfo,
    .clause = "",
    .summary = "An item has at most 2,000 transcriptions and translations",
    .cause = "The texts of a whole fond were put into one item",
    .remedy = "Divide the item, or compare the texts that were left out by eye",
    .who = Remedier::kArchivist};

inline constexpr Rule kNoCopy{
    .id = "texts.no-utf-8-copy",
    .severity = Severity::kWarning,
    .clause = "",
    .summary = "A transcription or translation that is not UTF-8 can be copied to UTF-8",
    .cause = "Its encoding can't be told for certain, or some of it is in no encoding",
    .remedy = "Ask the producer for the encoding, or for the text saved as UTF-8",
    .who = Remedier::kProducer};

inline constexpr Rule kAll[] = {kLanguage,     kLeafWithoutText, kLeafUnknown, kMarksOrder,
                                kMarksDoubled, kSheetCount,      kFigures,     kSections,
                                kSheetsDiffer, kLength,          kMany,        kNoCopy};

}  // namespace delo::validators::texts_rule
