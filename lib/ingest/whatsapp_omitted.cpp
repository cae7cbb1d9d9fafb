// What an export prints in place of media, in the locales phones have (strings of the app as its users' exports show them).
#include "ingest/whatsapp_words.hpp"

namespace redress::ingest::whatsapp {
namespace {

// Without brackets, which only some versions print.
constexpr Omitted table[] = {
    {"media omitted", ""},
    {"image omitted", "image/*"},
    {"video omitted", "video/*"},
    {"audio omitted", "audio/*"},
    {"gif omitted", "image/gif"},
    {"sticker omitted", "image/webp"},
    {"document omitted", "application/*"},
    {"contact card omitted", "text/vcard"},
    {"video message omitted", "video/*"},
    {"video note omitted", "video/*"},
    {"view once voice message omitted", "audio/*"},
    {"view once photo omitted", "image/*"},
    {"view once video omitted", "video/*"},
    {"view once message omitted", ""},
    {"You received a view once message. For added privacy, you can only open it on your phone", ""},
    {"medien ausgeschlossen", ""},
    {"medien weggelassen", ""},
    {"bild weggelassen", "image/*"},
    {"video weggelassen", "video/*"},
    {"audio weggelassen", "audio/*"},
    {"sticker weggelassen", "image/webp"},
    {"gif weggelassen", "image/gif"},
    {"dokument weggelassen", "application/*"},
    {"kontaktkarte ausgelassen", "text/vcard"},
    {"videonachricht weggelassen", "video/*"},
    {"videonotiz weggelassen", "video/*"},
    {"multimedia omitido", ""},
    {"archivo omitido", ""},
    {"imagen omitida", "image/*"},
    {"video omitido", "video/*"},
    {"audio omitido", "audio/*"},
    {"sticker omitido", "image/webp"},
    {"gif omitido", "image/gif"},
    {"documento omitido", "application/*"},
    {"tarjeta de contacto omitida", "text/vcard"},
    {"médias omis", ""},
    {"fichier omis", ""},
    {"image absente", "image/*"},
    {"vidéo absente", "video/*"},
    {"audio omis", "audio/*"},
    {"sticker omis", "image/webp"},
    {"document manquant", "application/*"},
    {"media omessi", ""},
    {"media omesso", ""},
    {"immagine omessa", "image/*"},
    {"video omesso", "video/*"},
    {"audio omesso", "audio/*"},
    {"sticker non incluso", "image/webp"},
    {"documento omesso", "application/*"},
    {"mídia oculta", ""},
    {"mídia omitida", ""},
    {"arquivo de mídia oculto", ""},
    {"ficheiro não revelado", ""},
    {"imagem ocultada", "image/*"},
    {"imagem omitida", "image/*"},
    {"vídeo omitido", "video/*"},
    {"áudio ocultado", "audio/*"},
    {"áudio omitido", "audio/*"},
    {"figurinha omitida", "image/webp"},
    {"忽略多媒體檔", ""},
    {"省略多媒体文件", ""},
    {"省略影音内容", ""},
    {"已省略多媒體檔案", ""},
    {"媒体文件已省略", ""},
    {"图片已忽略", "image/*"},
    {"圖片已略去", "image/*"},
    {"视频已忽略", "video/*"},
    {"影片已略去", "video/*"},
    {"音频已忽略", "audio/*"},
    {"音訊已略去", "audio/*"},
    {"贴图已忽略", "image/webp"},
    {"貼圖已略去", "image/webp"},
    {"文档已忽略", "application/*"},
    {"文件已略去", "application/*"},
    {"メディアなし", ""},
    {"メディアは含まれていません", ""},
    {"画像は含まれていません", "image/*"},
    {"画像が省略されました", "image/*"},
    {"動画が省略されました", "video/*"},
    {"音声が省略されました", "audio/*"},
    {"미디어 파일 제외됨", ""},
    {"미디어 파일을 생략한 대화내용", ""},
    {"사진 생략", "image/*"},
    {"동영상 생략", "video/*"},
    {"без медиафайлов", ""},
    {"Без медиафайлов", ""},
    {"файл пропущен", ""},
    {"Файл пропущен", ""},
    {"изображение отсутствует", "image/*"},
    {"видео отсутствует", "video/*"},
    {"аудиофайл отсутствует", "audio/*"},
    {"стикер отсутствует", "image/webp"},
    {"تم استبعاد الوسائط", ""},
    {"تم استبعاد الصورة", "image/*"},
    {"تم استبعاد الفيديو", "video/*"},
    {"media weggelaten", ""},
    {"afbeelding weggelaten", "image/*"},
    {"medya dahil edilmedi", ""},
    {"medya atlanmış", ""},
    {"pominięto multimedia", ""},
    {"pliki pominięto", ""},
    {"media tidak disertakan", ""},
    {"медіа пропущено", ""},
    {"bỏ qua tệp phương tiện", ""},
    {"मीडिया के बिना", ""},
    {"ไฟล์สื่อถูกลบ", ""},
    {"המדיה לא נכללה", ""},
    {"bild ausgelassen", "image/*"},
    {"video ausgelassen", "video/*"},
    {"audio ausgelassen", "audio/*"},
    {"sticker ausgelassen", "image/webp"},
    {"gif ausgelassen", "image/gif"},
    {"dokument ausgelassen", "application/*"},
    {"kontaktkarte weggelassen", "text/vcard"},
    {"videonachricht ausgelassen", "video/*"},
    // locale by locale, what Android wrote before and writes now
    {"media weggelaat", ""},            // af
    {"media buraxıldı", ""},            // az
    {"Media çıxarılmışdır", ""},        // az
    {"Без файл", ""},                   // bg
    {"মিডিয়া বাদ দেওয়া হয়েছে", ""},     // bn
    {"মিডিয়া বাদ দেওয়া হয়েছে", ""},     // bn
    {"fitxers multimèdia omesos", ""},  // ca
    {"Mitjans omesos", ""},             // ca
    {"média vynechány", ""},            // cs
    {"Média vynechána", ""},            // cs
    {"medier udeladt", ""},             // da
    {"Mediefil udeladt", ""},           // da
    {"αρχείο παραλήφθηκε", ""},         // el
    {"Εξαίρεση πολυμέσων", ""},         // el
    {"meedia välja jäetud", ""},        // et
    {"Meedia ära jäetud", ""},          // et
    {"رسانه حذف شد", ""},               // fa
    {"پيوست نما/آهنگ حذف شد", ""},      // fa
    {"media jätettiin pois", ""},       // fi
    {"Media jätetty pois", ""},         // fi
    {"મિડિયા છોડી મૂકાયું", ""},           // gu
    {"મીડિયા અવગણવામાં આવ્યા", ""},       // gu
    {"medijski zapis izostavljen", ""}, // hr
    {"média elhagyva", ""},             // hu
    {"Hiányzó médiafájl", ""},          // hu
    {"מדיה הושמטה", ""},                // iw
    {"файлдар қосылмаған", ""},         // kk
    {"Файл қосылған жоқ", ""},          // kk
    {"ಮಾಧ್ಯಮ ಕೈಬಿಡಲಾಗಿದೆ", ""},             // kn
    {"ບໍ່ລວມມີເດຍ", ""},                   // lo
    {"medija praleista", ""},           // lt
    {"Praleistas medijos turinys", ""}, // lt
    {"nav iekļauta multivide", ""},     // lv
    {"Bez multivides", ""},             // lv
    {"без фајлови", ""},                // mk
    {"Без фајл", ""},                   // mk
    {"മീഡിയ ഒഴിവാക്കി", ""},             // ml
    {"मीडिया वगळण्यात आला", ""},         // mr
    {"मीडिया वगळले", ""},                // mr
    {"media dikecualikan", ""},         // ms
    {"Media disingkirkan", ""},         // ms
    {"media utelatt", ""},              // nb
    {"Uten vedlegg", ""},               // nb
    {"ਮੀਡੀਆ ਛੱਡਿਆ", ""},                 // pa
    {"ਮੀਡੀਆ ਛਡਿਆ ਗਿਆ", ""},             // pa
    {"conținut media omis", ""},        // ro
    {"Médiá vynechané", ""},            // sk
    {"datoteke izpuščene", ""},         // sl
    {"Medij izpuščen", ""},             // sl
    {"media u hoq", ""},                // sq
    {"Media hequr", ""},                // sq
    {"медији су изостављени", ""},      // sr
    {"media utelämnat", ""},            // sv
    {"Media har utelämnats", ""},       // sv
    {"media hazijajumuishwa", ""},      // sw
    {"Media imerukwa", ""},             // sw
    {"கோப்புகள் விடப்பட்டன", ""},           // ta
    {"ஊடகங்கள் நீக்கப்பட்டது", ""},           // ta
    {"మీడియా విస్మరించబడింది", ""},             // te
    {"మాధ్యమం విస్మరించబడింది", ""},           // te
    {"สื่อถูกลบ", ""},                     // th
    {"ınalis ang media", ""},           // tl
    {"Walang kalakip na media", ""},    // tl
    {"میڈیا چھوڑ دیا گیا", ""},         // ur
    {"میڈیا ہٹا دیا گیا", ""},          // ur
    {"fayl o‘tkazib yuborildi", ""},    // uz
    {"Bỏ qua Media", ""},               // vi
};

} // namespace

std::span<const Omitted> omitted_texts()
{
    return table;
}

} // namespace redress::ingest::whatsapp
