using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People.Consent;

/// <summary>The versions of the consent text. The first one is built in and published when it is first needed.</summary>
public sealed partial class ConsentTexts(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    TimeProvider clock,
    ILogger<ConsentTexts> logger
)
{
    public async Task<ConsentText> CurrentAsync(CancellationToken cancellationToken) =>
        await LatestAsync(cancellationToken)
        ?? await WriteAsync(
            DefaultConsentText.Body(current.Organization.Name, current.Organization.KeepsCrops),
            DefaultConsentText.Locale,
            current.Organization.KeepsCrops,
            null,
            cancellationToken
        );

    /// <summary>Consents to older versions stay valid for what they said; consents from now on refer to this one.</summary>
    /// <param name="saysCropsAreKept">Whether the text says that an encrypted crop of each enrolled face is kept.</param>
    /// <param name="body">At most <see cref="ConsentText.MaxBodyLength"/> characters.</param>
    /// <returns>Null where the organization is read-only; nothing was published.</returns>
    public async Task<ConsentText?> PublishAsync(
        string body,
        string locale,
        bool saysCropsAreKept,
        Guid byUserId,
        CancellationToken cancellationToken
    ) =>
        await entitlement.ToChangeSettingsAsync(cancellationToken) is null
            ? await WriteAsync(body, locale, saysCropsAreKept, byUserId, cancellationToken)
            : null;

    private async Task<ConsentText> WriteAsync(
        string body,
        string locale,
        bool saysCropsAreKept,
        Guid? byUserId,
        CancellationToken cancellationToken
    )
    {
        var latest = await LatestAsync(cancellationToken);
        if (latest?.Body == body && latest.Locale == locale && latest.SaysCropsAreKept == saysCropsAreKept)
        {
            return latest;
        }
        var text = new ConsentText
        {
            OrganizationId = current.Organization.Id,
            Version = (latest?.Version ?? 0) + 1,
            Body = body,
            Locale = locale,
            SaysCropsAreKept = saysCropsAreKept,
            PublishedAt = clock.GetUtcNow(),
            PublishedById = byUserId,
        };
        db.ConsentTexts.Add(text);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            // Another text was published at the same moment. The built-in first text is then already there; an admin's
            // text becomes the next version.
            db.Entry(text).State = EntityState.Detached;
            return byUserId is null
                ? await CurrentAsync(cancellationToken)
                : await WriteAsync(body, locale, saysCropsAreKept, byUserId, cancellationToken);
        }
        LogPublished(text.Version);
        return text;
    }

    private Task<ConsentText?> LatestAsync(CancellationToken cancellationToken) =>
        db.ConsentTexts.OrderByDescending(t => t.Version).FirstOrDefaultAsync(cancellationToken);

    [LoggerMessage(
        EventId = 1303,
        Level = LogLevel.Information,
        Message = "Consent text version {Version} was published"
    )]
    private partial void LogPublished(int version);
}

/// <summary>The text people consent to. Never edited: a change is the next version.</summary>
public sealed class ConsentText : IOrganizationOwned
{
    public const int MaxBodyLength = 8_000;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>1, 2, 3 … in the organization.</summary>
    public required int Version { get; init; }

    public required string Body { get; init; }

    /// <summary>BCP 47 tag of the language it is written in.</summary>
    public required string Locale { get; init; }

    /// <summary>Whether it says that an encrypted crop of the face is kept; without it no crop is kept.</summary>
    public bool SaysCropsAreKept { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }
    public Guid? PublishedById { get; init; }
}

/// <summary>The text an organization starts with, in plain words that match what the code does. An admin may publish another.</summary>
public static class DefaultConsentText
{
    public const string Locale = "en";

    private const string NotKept = "The pictures themselves are not kept.";

    private const string Kept =
        "The part of each picture that shows your face is kept too, encrypted, for one purpose: to compute the template again when the recognition is improved, so that you do not need to enrol again. No one looks at it.";

    /// <param name="keepsCrops">Whether an encrypted crop of each enrolled face is kept.</param>
    public static string Body(string organization, bool keepsCrops) =>
        $"""
            {organization} would like to recognise your face when you come and go. You can say yes or no, and change your mind at any time.

            What is used. From a few pictures taken by the camera, a face template is computed: a list of numbers by which your face can be recognised again. {(
                keepsCrops ? Kept : NotKept
            )} Each time you check in, a new picture is compared with your template and is then discarded.

            What it is used for. To record when you come and go, and for nothing else. It is not used to watch you, to judge you or to guess your mood, and it is given to no one else.

            How it is kept. All of it is encrypted with a key that is only yours. Of each check-in we keep the time, the outcome and how closely the face matched.

            How long. Until you withdraw your consent or are removed from the list of people. All of it, and its key, are then destroyed at once. Your recorded times are kept as long as the law requires.

            If you say no. You check in with a PIN, or a manager records your times. Nothing else changes for you: there is no disadvantage.

            How to withdraw. On your page My days under "Consent", or by telling {organization}. Times recorded until then stay valid.

            Your rights. You can ask what is stored about you, have it corrected or erased, and complain to the data protection authority. Ask {organization} who is responsible for this.
            """;
}
