using FaceRek.Core.Access;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Api.Calls;
using FaceRek.Web.Api.Json;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api;

/// <summary>Consent to face recognition. Nothing makes a template without a live one.</summary>
internal static class ConsentEndpoints
{
    public static void MapConsents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/consent-text", TextAsync)
            .WithTags("Consents")
            .Needs(ApiScope.ConsentsRead)
            .WithSummary("Reads the text that people agree to now.")
            .Example(null, ApiExamples.ConsentText);
        var consents = api.MapGroup("/people/{id:guid:length(36)}/consents").WithTags("Consents");
        consents
            .MapGet("", ListAsync)
            .Needs(ApiScope.ConsentsRead)
            .WithSummary("Lists a person's consents, the latest first.")
            .Refuses(Refusals.NotFound)
            .Example(null, ApiExamples.Consents);
        consents
            .MapPost("", RecordAsync)
            .Needs(ApiScope.ConsentsWrite)
            .Behind(WriteGate.Open)
            .WithSummary("Records a consent, with a statement of how it was given.")
            .WithDescription(
                "The version is that of the text which the person read; another one than is in force is refused."
            )
            .Refuses(Refusals.BodyInvalid, Refusals.NotFound, Refusals.ConsentTextChanged)
            .Example(ApiExamples.NewConsent, ApiExamples.Consent);
        consents
            .MapDelete("", WithdrawAsync)
            .Needs(ApiScope.ConsentsWrite)
            .Behind(WriteGate.Open)
            .WithSummary("Withdraws consent: all face templates of the person are destroyed in the same moment.")
            .Refuses(Refusals.NotFound)
            .Example(null, ApiExamples.Withdrawal);
    }

    private static async Task<Ok<ConsentTextJson>> TextAsync(ConsentTexts texts, CancellationToken cancellation)
    {
        var text = await texts.CurrentAsync(cancellation);
        return TypedResults.Ok(new ConsentTextJson(text.Version, text.Locale, text.Body, text.PublishedAt));
    }

    private static async Task<Results<Ok<ListJson<ConsentJson>>, Refusal>> ListAsync(
        Guid id,
        FaceRekDb db,
        CancellationToken cancellation
    )
    {
        if (!await db.People.Known().AnyAsync(person => person.Id == id, cancellation))
        {
            return Refusals.NotFound;
        }
        var rows = await db
            .FaceConsents.AsNoTracking()
            .Where(consent => consent.PersonId == id)
            .OrderByDescending(consent => consent.GivenAt)
            .ThenByDescending(consent => consent.Id)
            .Take(Paging.Most)
            .ToListAsync(cancellation);
        return TypedResults.Ok(new ListJson<ConsentJson>([.. rows.Select(ConsentJson.Of)], NextCursor: null));
    }

    private static async Task<Results<Created<ConsentJson>, Refusal>> RecordAsync(
        Guid id,
        NewConsentJson request,
        ConsentDesk desk,
        ApiCaller caller,
        CancellationToken cancellation
    )
    {
        if (request.Statement.Length > FaceConsent.MaxStatementLength)
        {
            return Refusals.BodyInvalid.Because($"statement has at most {FaceConsent.MaxStatementLength} characters.");
        }
        return await desk.RecordAsync(id, request.TextVersion, request.Statement, caller.ActorId, cancellation) switch
        {
            ConsentOutcome.Given given => TypedResults.Created(
                $"{ApiEndpoints.Root}/people/{id}/consents",
                ConsentJson.Of(given.Consent)
            ),
            ConsentOutcome.NotFound => Refusals.NotFound,
            ConsentOutcome.TextChanged => Refusals.ConsentTextChanged,
            ConsentOutcome.StatementMissing => Refusals.BodyInvalid.Because(
                "statement says how the consent was given."
            ),
            var other => throw new InvalidOperationException($"{other.GetType().Name} has no words."),
        };
    }

    private static async Task<Results<Ok<WithdrawalJson>, Refusal>> WithdrawAsync(
        Guid id,
        ConsentDesk desk,
        ApiCaller caller,
        CancellationToken cancellation
    ) =>
        await desk.WithdrawAsync(id, caller.ActorId, cancellation) is ConsentOutcome.Withdrawn withdrawn
            ? TypedResults.Ok(new WithdrawalJson(withdrawn.TemplatesDestroyed))
            : Refusals.NotFound;
}
