// Letters and frequent words of languages.
#pragma once

#include <array>
#include <string_view>

namespace delo::validators::text {

// Letters of one language, each with how many of 1000 it is; rounded, at least 1.
struct CyrillicLetters {
  std::string_view language;
  std::u32string_view letters;
  std::array<short, 34> per_mille;
};

// From frequency counts of modern prose; the sums need not be 1000.
inline constexpr std::array kCyrillic = {
    CyrillicLetters{"ru",
                    U"абвгдежзийклмнопрстуфхцчшщъыьэюяё",
                    {80, 16, 45, 17, 30, 84, 9,  16, 74, 12, 35, 43, 32, 67, 110, 28, 47,
                     55, 63, 26, 3,  10, 5,  14, 7,  4,  1,  19, 17, 3,  6,  20,  1}},
    CyrillicLetters{"uk",
                    U"абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
                    {83, 17, 53, 16, 1,  31, 48, 6, 8,  22, 61, 57, 7, 12, 36, 36, 31,
                     68, 94, 29, 47, 41, 53, 35, 3, 11, 8,  13, 8,  6, 18, 9,  22}},
    CyrillicLetters{"be",
                    U"абвгдежзійклмнопрстуўфхцчшыьэюяё",
                    {165, 17, 32, 18, 35, 45, 9,  28, 62, 12, 37, 37, 31, 68, 38, 26,
                     51,  48, 32, 38, 16, 2,  13, 41, 15, 12, 45, 17, 11, 9,  44, 7}},
    CyrillicLetters{"bg",
                    U"абвгдежзийклмнопрстуфхцчшщъьюя",
                    {118, 13, 44, 17, 37, 88, 7, 21, 90, 7, 35, 31, 26, 70, 88,
                     28,  49, 48, 76, 15, 2,  7, 9,  15, 4, 6,  17, 1,  2,  16}},
    CyrillicLetters{"sr",
                    U"абвгдђежзијклљмнњопрстћуфхцчџш",
                    {116, 15, 38, 17, 39, 2,  90, 6, 17, 92, 51, 36, 35, 5, 37,
                     55,  6,  91, 28, 44, 47, 43, 7, 43, 2,  7,  9,  11, 1, 10}},
};

struct FrequentWords {
  std::string_view language;
  std::u32string_view words;  // divided by blanks
};

inline constexpr std::array kFrequentWords = {
    FrequentWords{"ru",
                  U"и в не на что он с как по это она но они к у из за то все от так о же бы вы мы "
                  U"было был для до или его её их только ещё уже если тов товарищ является также "
                  U"при после может том где года году чтобы которые который которая был"},
    FrequentWords{
        "uk",
        U"і в не на що він з як по це вона але вони до у із за то все від так про ж би ви "
        U"ми було був для або його її їх тільки ще вже якщо також та є після може тому де "
        U"року році щоб які який яка при має й під"},
    FrequentWords{"be",
                  U"і ў не на што ён з як па гэта яна але яны да у за то усё ад так пра ж бы вы мы "
                  U"было быў для або яго яе іх толькі яшчэ ўжо калі таксама ды пасля можа дзе года "
                  U"каб якія які якая пры"},
    FrequentWords{"bg",
                  U"и в не на че той с как по това тя но те към у от за то всички така да се е са "
                  U"бяха беше до или неговата си само още вече ако след може където година които "
                  U"който която при ще във със"},
    FrequentWords{
        "sr",
        U"и у не на да је се са за од он она али они то је био била бити као што који која "
        U"које или до после када само још већ ако године из су ће би"},
    FrequentWords{
        "en",
        U"the of and to in that is was for it with as his on be at by i this had not are "
        U"but from or have an they which one you were her all she there would their we him "
        U"been has when who will more no if out so said what its may each other all any than then "
        U"these those can could should into only also after before about between where "
        U"while such same over under must does did do your our us me my see let how some "
        U"first two three no every without during against made make very"},
    FrequentWords{
        "de",
        U"der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als "
        U"auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie "
        U"einem über so zum war haben nur oder aber vor zur"},
    FrequentWords{
        "fr",
        U"de la le et les des en un une du que est pour qui dans a par plus pas au sur ne "
        U"se ce il sont avec la ou son aux mais nous cette été être à leur ont comme même "
        U"elle deux ces sa si tout fait"},
    FrequentWords{
        "pl",
        U"i w na z do się nie to że jest o jak za od po przez przy dla oraz ale co tak już "
        U"jego tym być był była czy tylko może pan roku ich które który która także przed "
        U"ze pod lub gdy"},
    FrequentWords{
        "es",
        U"de la que el en y a los se del las un por con no una su para es al lo como más o "
        U"pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos"},
    FrequentWords{
        "it",
        U"di e il la che in a per un è del non si da una i le con sono al come dei gli più "
        U"nel alla della questo anche ha ma lo se delle ai dal suo stato essere"},
    FrequentWords{"cs",
                  U"a v se na je že o s z do i to k za by pro jako ve po od který které která však "
                  U"jsou při aby roku tak není jeho byl byla nebo ale co také už podle ze pod"},
    FrequentWords{"nl",
                  U"de van het een en in is dat op te zijn voor met die niet aan er om ook als dan "
                  U"maar bij of uit nog worden door naar heeft hebben ze wordt over hij was"},
    FrequentWords{"pt",
                  U"de a o que e do da em um para com não uma os no se na por mais as dos como mas "
                  U"ao ele das à seu sua ou quando muito nos já também só pelo pela até"},
    FrequentWords{"hu",
                  U"a az és hogy nem is egy ez azt meg csak már el volt van ha de még mint ki mert "
                  U"vagy minden után lesz lehet kell pedig ezt által"},
    FrequentWords{
        "ro",
        U"de și în a la cu nu pe că o un din este mai pentru ce care au sau ca fi prin lui "
        U"sa al să după fost dar este am"},
    FrequentWords{
        "lt",
        U"ir į kad yra iš su apie tai bet ar kaip tik buvo už nuo dėl jis per ne taip jau "
        U"savo po prie metų metais"},
    FrequentWords{
        "lv",
        U"un ir ar no uz ka par kas pie arī tā bet lai gada pēc vai tas kā nav to tika jau "
        U"savu būs gadā"},
    FrequentWords{"et",
                  U"ja on ei et see oli kui ta mis ka oma aga siis või ning nii selle pärast veel "
                  U"kes aasta aastal"},
};

// Runs of letters that few others have.
inline constexpr std::array kClusters = {
    FrequentWords{"en", U"th wh ck gh ing tion sh oo ea"},
    FrequentWords{"de", U"sch cht ung ein ich auf ver"},
    FrequentWords{"fr", U"eau eux ique oir qu ais ment"},
    FrequentWords{"pl", U"sz cz rz ści dz ow"},
};

}  // namespace delo::validators::text
