using FaceRek.Core.Organizations;

namespace FaceRek.Core.People;

/// <summary>A person's details, trimmed and checked. The only way from typed or imported text to a <see cref="Person"/>.</summary>
public sealed record PersonDetails
{
    private PersonDetails(string name, string? externalId, string? email) =>
        (Name, ExternalId, Email) = (name, externalId, email);

    public string Name { get; }
    public string? ExternalId { get; }
    public string? Email { get; }

    public static PersonDetailsReading Read(string? name, string? externalId, string? email)
    {
        var errors = new List<DetailError>();
        if (!PlainName.TryRead(name, Person.MaxNameLength, out var plainName))
        {
            errors.Add(
                string.IsNullOrWhiteSpace(name) ? DetailError.NameMissing
                : name.Trim().Length > Person.MaxNameLength ? DetailError.NameTooLong
                : DetailError.NameUnreadable
            );
        }
        if (!TryReadOptional(externalId, out var plainId))
        {
            errors.Add(
                externalId!.Trim().Length > Person.MaxExternalIdLength
                    ? DetailError.ExternalIdTooLong
                    : DetailError.ExternalIdUnreadable
            );
        }
        string? address = null;
        if (!string.IsNullOrWhiteSpace(email) && !EmailAddress.TryRead(email, out address))
        {
            errors.Add(DetailError.EmailInvalid);
        }
        return errors.Count == 0
            ? new PersonDetailsReading.Good(new PersonDetails(plainName!, plainId, address))
            : new PersonDetailsReading.Bad(errors);
    }

    private static bool TryReadOptional(string? text, out string? plain)
    {
        plain = null;
        return string.IsNullOrWhiteSpace(text) || PlainName.TryRead(text, Person.MaxExternalIdLength, out plain);
    }
}

public abstract record PersonDetailsReading
{
    private PersonDetailsReading() { }

    public sealed record Good(PersonDetails Details) : PersonDetailsReading;

    public sealed record Bad(IReadOnlyList<DetailError> Errors) : PersonDetailsReading;
}

/// <summary>What can be wrong with a person's details.</summary>
public enum DetailError
{
    NameMissing,
    NameTooLong,

    /// <summary>Empty, or with characters that hide, reverse or break the text around them.</summary>
    NameUnreadable,

    ExternalIdTooLong,
    ExternalIdUnreadable,
    EmailInvalid,
}
