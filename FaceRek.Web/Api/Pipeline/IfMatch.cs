using System.Globalization;

namespace FaceRek.Web.Api.Pipeline;

internal static class IfMatch
{
    /// <param name="revision">Null where there is no such header, or it accepts any.</param>
    /// <returns>False for anything but a single ETag in our format.</returns>
    public static bool TryRead(HttpRequest request, out int? revision)
    {
        revision = null;
        var header = request.Headers.IfMatch;
        if (header.Count == 0 || header is ["*"])
        {
            return true;
        }
        if (
            header is not [['"', .., '"'] tag]
            || !int.TryParse(
                tag.AsSpan(1, tag.Length - 2),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return false;
        }
        revision = number;
        return true;
    }
}
