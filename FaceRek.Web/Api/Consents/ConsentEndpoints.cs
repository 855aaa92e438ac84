using System.Diagnostics;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.Storage;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Consents;

/// <summary>Consent to face recognition. No template is made without an active one.</summary>
internal static class ConsentEndpoints
{
    public static void MapConsents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/consent-text", TextAsync)
            .WithTags("Consents")
            .Needs(ApiScope.ConsentsRead)
            .WithSummary("Reads the current consent text.")
            .Example(null, ConsentExamples.Text);
        var consents = api.MapGroup("/people/{id:guid:length(36)}/consents").WithTags("Consents");
        consents
            .MapGet("", ListAsync)
            .Needs(ApiScope.ConsentsRead)
            .WithSummary("Lists a person's consents, the latest first.")
            .Refuses(ApiProblems.NotFound)
            .Example(null, ConsentExamples.List);
        consents
            .MapPost("", RecordAsync)
            .Needs(ApiScope.ConsentsWrite)
            .Behind(ReadOnlyAccess.Open)
            .WithSummary("Records a consent, with a statement of how it was given.")
            .WithDescription("text_version is the version that the person read. It must be the current one.")
            .Refuses(ApiProblems.BodyInvalid, ApiProblems.NotFound, ApiProblems.ConsentTextChanged)
            .Example(ConsentExamples.New, ConsentExamples.One);
        consents
            .MapDelete("", WithdrawAsync)
            .Needs(ApiScope.ConsentsWrite)
            .Behind(ReadOnlyAccess.Open)
            .WithSummary("Withdraws consent. All face templates of the person are destroyed immediately.")
            .Refuses(ApiProblems.NotFound)
            .Example(null, ConsentExamples.Withdrawal);
    }

    private static async Task<Ok<ConsentTextJson>> TextAsync(ConsentTexts texts, CancellationToken cancellationToken)
    {
        var text = await texts.CurrentAsync(cancellationToken);
        return TypedResults.Ok(new ConsentTextJson(text.Version, text.Locale, text.Body, text.PublishedAt));
    }

    private static async Task<Results<Ok<ListJson<ConsentJson>>, ApiProblem>> ListAsync(
        Guid id,
        FaceRekDb db,
        CancellationToken cancellationToken
    )
    {
        if (!await db.People.Known().AnyAsync(person => person.Id == id, cancellationToken))
        {
            return ApiProblems.NotFound;
        }
        var rows = await db
            .FaceConsents.Where(consent => consent.PersonId == id)
            .OrderByDescending(consent => consent.GivenAt)
            .ThenByDescending(consent => consent.Id)
            .Take(Paging.MaxCount)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new ListJson<ConsentJson>([.. rows.Select(ConsentJson.Of)], NextCursor: null));
    }

    private static async Task<Results<Created<ConsentJson>, ApiProblem>> RecordAsync(
        Guid id,
        NewConsentJson request,
        ConsentDesk desk,
        ApiCaller caller,
        CancellationToken cancellationToken
    )
    {
        if (request.Statement.Length > FaceConsent.MaxStatementLength)
        {
            return ApiProblems.BodyInvalid.Because(
                $"statement can have at most {FaceConsent.MaxStatementLength} characters."
            );
        }
        return await desk.RecordAsync(
            id,
            request.TextVersion,
            request.Statement,
            caller.ActorId,
            cancellationToken
        ) switch
        {
            ConsentOutcome.Given given => TypedResults.Created(
                $"{ApiEndpoints.Root}/people/{id}/consents",
                ConsentJson.Of(given.Consent)
            ),
            ConsentOutcome.NotFound => ApiProblems.NotFound,
            ConsentOutcome.TextChanged => ApiProblems.ConsentTextChanged,
            ConsentOutcome.StatementMissing => ApiProblems.BodyInvalid.Because(
                "statement must say how the consent was given."
            ),
            ConsentOutcome.Withdrawn => throw new InvalidOperationException(
                "A consent that is given is not withdrawn."
            ),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<Ok<WithdrawalJson>, ApiProblem>> WithdrawAsync(
        Guid id,
        ConsentDesk desk,
        ApiCaller caller,
        CancellationToken cancellationToken
    ) =>
        await desk.WithdrawAsync(id, caller.ActorId, cancellationToken) is ConsentOutcome.Withdrawn withdrawn
            ? TypedResults.Ok(new WithdrawalJson(withdrawn.TemplatesDestroyed))
            : ApiProblems.NotFound;
}

/// <param name="TextSha256">Of the text that was read, in hexadecimal.</param>
/// <param name="Way">accepted by the person, or recorded for them by an admin or a key.</param>
/// <param name="WithdrawnAt">Null while it is active.</param>
public sealed record ConsentJson(
    Guid Id,
    int TextVersion,
    string TextSha256,
    string Locale,
    ConsentWay Way,
    string? Statement,
    DateTimeOffset GivenAt,
    DateTimeOffset? WithdrawnAt
)
{
    public static ConsentJson Of(FaceConsent consent) =>
        new(
            consent.Id,
            consent.TextVersion,
            Convert.ToHexStringLower(consent.TextHash),
            consent.Locale,
            consent.Way,
            consent.Statement,
            consent.GivenAt,
            consent.WithdrawnAt
        );
}

/// <param name="Locale">BCP 47.</param>
public sealed record ConsentTextJson(int Version, string Locale, string Body, DateTimeOffset PublishedAt);

/// <param name="TextVersion">Of the text that the person read.</param>
/// <param name="Statement">How the consent was given and where the proof is kept; at most 500 characters.</param>
public sealed record NewConsentJson(int TextVersion, string Statement);

public sealed record WithdrawalJson(int TemplatesDestroyed);
