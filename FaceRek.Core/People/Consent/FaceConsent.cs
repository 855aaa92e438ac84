using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Consent;

/// <summary>A person's consent to face recognition: who, when, which text. No template is made without an active one.</summary>
public sealed class FaceConsent : IOrganizationOwned
{
    public const int MaxStatementLength = 500;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required int TextVersion { get; init; }

    /// <summary>SHA-256 of the text that was shown, 32 bytes.</summary>
    public required byte[] TextHash { get; init; }

    public required string Locale { get; init; }
    public required ConsentWay Way { get; init; }
    public required Guid GivenById { get; init; }

    /// <summary>How it was given, when an admin recorded it.</summary>
    public string? Statement { get; init; }

    public required DateTimeOffset GivenAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public Guid? WithdrawnById { get; private set; }
    public bool IsLive => WithdrawnAt is null;

    public void Withdraw(DateTimeOffset now, Guid byUserId)
    {
        WithdrawnAt ??= now;
        WithdrawnById ??= byUserId;
    }
}

public static class FaceConsentQueries
{
    public static IQueryable<FaceConsent> Live(this IQueryable<FaceConsent> consents, Guid personId) =>
        consents.Where(c => c.PersonId == personId && c.WithdrawnAt == null);

    /// <summary>
    /// The precondition of every template. Query it under the person's lock (<see cref="RowLocks"/>) that also covers
    /// writing the template, so that a withdrawal is either seen or comes later and deletes what was written.
    /// </summary>
    public static Task<bool> AreGivenAsync(
        this IQueryable<FaceConsent> consents,
        Guid personId,
        CancellationToken cancellationToken
    ) => consents.Live(personId).AnyAsync(cancellationToken);
}

public enum ConsentWay
{
    /// <summary>The person accepted it from their own sign-in.</summary>
    Accepted,

    /// <summary>An admin recorded it, with a statement of how it was given.</summary>
    Recorded,
}
