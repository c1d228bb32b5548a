using System.Net;
using System.Text;

namespace LowCode.Documents.Rendering;

/// <summary>The page around a document: A4, a font with Chinese, plain tables, rows that do not break over pages.</summary>
internal static class PageFrame
{
    private const string Style = """
        @page { size: A4; margin: 20mm 18mm; }
        body { font: 11pt/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #000; background: #fff; max-width: 174mm; margin: 0 auto; }
        h1 { font-size: 18pt; text-align: center; } h2 { font-size: 13pt; }
        table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #444; padding: 1.5mm 2mm; text-align: left; vertical-align: top; white-space: pre-line; overflow-wrap: anywhere; }
        thead { display: table-header-group; } tr, figure { break-inside: avoid; } h1, h2, h3 { break-after: avoid; } img { max-width: 100%; }
        """;

    public static string Around(string body, string title, string locale) => new StringBuilder()
        .Append("<!DOCTYPE html>\n<html lang=\"").Append(WebUtility.HtmlEncode(locale)).Append("\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
        .Append(WebUtility.HtmlEncode(title)).Append("</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n")
        .Append(body).Append("\n</body>\n</html>\n").ToString();
}
