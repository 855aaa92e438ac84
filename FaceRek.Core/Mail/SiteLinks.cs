namespace FaceRek.Core.Mail;

/// <summary>Links in letters lead to the configured address of the site and nowhere else, whatever a request claims its host to be.</summary>
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
