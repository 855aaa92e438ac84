using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Import;
using Microsoft.AspNetCore.DataProtection;

namespace FaceRek.Web.Pages.Organization.People;

/// <summary>
/// Carries the valid lines from the dry run to the import in the page itself: encrypted for one admin in one
/// organization for an hour, with nothing stored here.
/// </summary>
public sealed class ImportTicket(IDataProtectionProvider protection, CurrentOrganization current, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public string Seal(IReadOnlyList<PersonRow> rows, Guid userId)
    {
        using var bytes = new MemoryStream();
        using (var packed = new DeflateStream(bytes, CompressionLevel.Optimal))
        {
            JsonSerializer.Serialize(packed, new Content(clock.GetUtcNow(), rows));
        }
        return Convert.ToBase64String(Protector(userId).Protect(bytes.ToArray()));
    }

    /// <returns>Null where the ticket is too old, another user's, or not ours.</returns>
    public IReadOnlyList<PersonRow>? Open(string ticket, Guid userId)
    {
        try
        {
            using var packed = new DeflateStream(
                new MemoryStream(Protector(userId).Unprotect(Convert.FromBase64String(ticket))),
                CompressionMode.Decompress
            );
            var content = JsonSerializer.Deserialize<Content>(packed)!;
            return clock.GetUtcNow() - content.SealedAt <= Lifetime ? content.Rows : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private IDataProtector Protector(Guid userId) =>
        protection.CreateProtector("people-import", current.Organization.Id.ToString("N"), userId.ToString("N"));

    private sealed record Content(DateTimeOffset SealedAt, IReadOnlyList<PersonRow> Rows);
}
