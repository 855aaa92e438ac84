using System.Globalization;
using System.Net.Mail;

namespace FaceRek.Core.People;

/// <summary>What an admin may say about a person, trimmed and checked. The only way from typed or imported text to a <see cref="Person"/>.</summary>
public sealed record PersonDetails
{
    private PersonDetails(string name, string? externalId, string? email) => (Name, ExternalId, Email) = (name, externalId, email);

    public string Name { get; }
    public string? ExternalId { get; }
    public string? Email { get; }

    public static PersonDetailsReading Read(string? name, string? externalId, string? email)
    {
        var details = new PersonDetails(Tidy(name) ?? "", Tidy(externalId), Tidy(email));
        var faults = FaultsOf(details).ToList();
        return faults.Count == 0 ? new PersonDetailsReading.Good(details) : new PersonDetailsReading.Bad(faults);
    }

    private static IEnumerable<DetailFault> FaultsOf(PersonDetails details)
    {
        if (details.Name.Length == 0) { yield return DetailFault.NameMissing; }
        if (details.Name.Length > Person.MaxNameLength) { yield return DetailFault.NameTooLong; }
        if (HasHidden(details.Name)) { yield return DetailFault.NameHasHiddenCharacters; }
        if (details.ExternalId?.Length > Person.MaxExternalIdLength) { yield return DetailFault.ExternalIdTooLong; }
        if (HasHidden(details.ExternalId)) { yield return DetailFault.ExternalIdHasHiddenCharacters; }
        if (details.Email is not null && !IsEmail(details.Email)) { yield return DetailFault.EmailInvalid; }
    }

    private static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>Control characters forge lines in files and logs, and direction overrides make a name read as another one. Joiners stay: emoji and Persian need them.</summary>
    private static bool HasHidden(string? text) => text is not null && text.Any(c =>
        char.IsControl(c) || char.IsSurrogate(c) && !IsPaired(text) || c is '\u2028' or '\u2029' or '\uFEFF' or '\u200B' or '\uFFFD' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));

    private static bool IsPaired(string text)
    {
        var runes = 0;
        foreach (var rune in text.EnumerateRunes()) { runes += rune.Utf16SequenceLength; }
        return runes == text.Length && !text.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar);
    }

    /// <summary>A bare address that can be written to; what a mail server makes of it only a letter can tell.</summary>
    private static bool IsEmail(string text) =>
        text.Length <= Person.MaxEmailLength && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or '"' or '(' or ')' or ',' or ';' or ':' or '\\' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format)
        && text.Count(c => c == '@') == 1 && text.IndexOf('@', StringComparison.Ordinal) is > 0 and <= 64
        && MailAddress.TryCreate(text, out var address) && address.Address == text && Uri.CheckHostName(address.Host) == UriHostNameType.Dns;
}
