using FaceRek.Core.Access;
using FaceRek.Core.Billing;
using FaceRek.Core.People;
using FaceRek.Web.Api.Calls;
using FaceRek.Web.Api.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceRek.Web.Api;

/// <summary>By which model people are recognised, and by which they could be.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder api)
    {
        var models = api.MapGroup("/models").WithTags("Models");
        models
            .MapGet("", ListAsync)
            .Needs(ApiScope.ModelsRead)
            .WithSummary("Lists the installed models, with how many people are enrolled under each.")
            .Example(null, ApiExamples.Models);
        models
            .MapGet("/in-force", InForceAsync)
            .Needs(ApiScope.ModelsRead)
            .WithSummary("Reads the model in force.")
            .Refuses(Refusals.NotFound)
            .Example(null, ApiExamples.Model);
        models
            .MapPut("/in-force", ChooseAsync)
            .Needs(ApiScope.ModelsWrite)
            .WithSummary(
                "Chooses the model in force at once. Faces enrolled under another stay stored and are not compared."
            )
            .WithDescription(
                "To change without a minute in which nobody is recognised, try the other model first: see /models/trial."
            )
            .Refuses(Refusals.BodyInvalid, Refusals.ModelUnknown, Refusals.PaymentRequired)
            .Example(ApiExamples.ModelChoice, ApiExamples.Model);
        models
            .MapPost("/in-force/rollback", RollBackAsync)
            .Needs(ApiScope.ModelsWrite)
            .WithSummary("Goes back to the model that was in force before.")
            .Refuses(Refusals.NoPreviousModel, Refusals.PaymentRequired)
            .Example(null, ApiExamples.Model);
    }

    private static async Task<Ok<ListJson<ModelJson>>> ListAsync(ModelChoice choice, CancellationToken cancellation) =>
        TypedResults.Ok(
            new ListJson<ModelJson>(
                [.. (await choice.OffersAsync(cancellation)).Select(ModelJson.Of)],
                NextCursor: null
            )
        );

    private static async Task<Results<Ok<ModelJson>, Refusal>> InForceAsync(
        ModelChoice choice,
        CancellationToken cancellation
    ) =>
        (await choice.OffersAsync(cancellation)).FirstOrDefault(offer => offer.IsInForce) is { } offer
            ? TypedResults.Ok(ModelJson.Of(offer))
            : Refusals.NotFound;

    private static async Task<Results<Ok<ModelJson>, Refusal>> ChooseAsync(
        ModelChoiceJson request,
        ModelChoice choice,
        Entitlement entitlement,
        ApiCaller caller,
        CancellationToken cancellation
    )
    {
        if (await entitlement.ToChangeSettingsAsync(cancellation) is { } obstacle)
        {
            return Refusals.Of(obstacle);
        }
        return await choice.ChooseAsync(request.Name, caller.Actor, cancellation)
            ? await NowInForceAsync(request.Name, choice, cancellation)
            : Refusals.ModelUnknown;
    }

    private static async Task<Results<Ok<ModelJson>, Refusal>> RollBackAsync(
        ModelTrials trials,
        ModelChoice choice,
        Entitlement entitlement,
        ApiCaller caller,
        CancellationToken cancellation
    )
    {
        if (await entitlement.ToChangeSettingsAsync(cancellation) is { } obstacle)
        {
            return Refusals.Of(obstacle);
        }
        return await trials.RollBackAsync(caller.Actor, cancellation) is { } name
            ? await NowInForceAsync(name, choice, cancellation)
            : Refusals.NoPreviousModel;
    }

    /// <summary>What this request knows of the organization is from before the change.</summary>
    private static async Task<Ok<ModelJson>> NowInForceAsync(
        string name,
        ModelChoice choice,
        CancellationToken cancellation
    ) =>
        TypedResults.Ok(
            ModelJson.Of((await choice.OffersAsync(cancellation)).First(offer => offer.Model.Name == name)) with
            {
                IsInForce = true,
            }
        );
}
