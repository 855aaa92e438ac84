namespace FaceRek.Core.Mail;

/// <summary>Links in emails always use the configured address of the site, whatever host a request claims.</summary>
public sealed class SiteLinks(Uri address)
{
    public Uri To(string path, params (string Name, string Value)[] query) =>
        new(
            address,
            path
                + (query.Length == 0 ? "" : "?")
                + string.Join('&', query.Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}"))
        );
}
