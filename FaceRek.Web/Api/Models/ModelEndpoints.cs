using FaceRek.Core.ApiAccess;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.People.Recognition;
using FaceRek.Web.Api.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FaceRek.Web.Api.Models;

/// <summary>The active recognition model, and the available ones.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder api)
    {
        var models = api.MapGroup("/models").WithTags("Models");
        models
            .MapGet("", ListAsync)
            .Needs(ApiScope.ModelsRead)
            .WithSummary("Lists the installed models, with the number of people enrolled with each.")
            .Example(null, ModelExamples.List);
        models
            .MapGet("/in-force", InForceAsync)
            .Needs(ApiScope.ModelsRead)
            .WithSummary("Reads the active model.")
            .Refuses(ApiProblems.NotFound)
            .Example(null, ModelExamples.One);
        models
            .MapPut("/in-force", ChooseAsync)
            .Needs(ApiScope.ModelsWrite)
            .WithSummary(
                "Changes the active model immediately. Faces enrolled with another model stay stored and are not compared."
            )
            .WithDescription("To change without a gap in recognition, try the other model first: see /models/trial.")
            .Refuses(ApiProblems.BodyInvalid, ApiProblems.ModelUnknown, ApiProblems.PaymentRequired)
            .Example(ModelExamples.Choice, ModelExamples.One);
        models
            .MapPost("/in-force/rollback", RollBackAsync)
            .Needs(ApiScope.ModelsWrite)
            .WithSummary("Goes back to the previously active model.")
            .Refuses(ApiProblems.NoPreviousModel, ApiProblems.PaymentRequired)
            .Example(null, ModelExamples.One);
    }

    private static async Task<Ok<ListJson<ModelJson>>> ListAsync(
        ModelSelection selection,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            new ListJson<ModelJson>(
                [.. (await selection.OffersAsync(cancellationToken)).Select(ModelJson.Of)],
                NextCursor: null
            )
        );

    private static async Task<Results<Ok<ModelJson>, ApiProblem>> InForceAsync(
        ModelSelection selection,
        CancellationToken cancellationToken
    ) =>
        (await selection.OffersAsync(cancellationToken)).FirstOrDefault(offer => offer.IsInForce) is { } offer
            ? TypedResults.Ok(ModelJson.Of(offer))
            : ApiProblems.NotFound;

    private static async Task<Results<Ok<ModelJson>, ApiProblem>> ChooseAsync(
        ModelChoiceJson request,
        ModelSelection selection,
        Entitlement entitlement,
        ApiCaller caller,
        CancellationToken cancellationToken
    )
    {
        if (await entitlement.ToChangeSettingsAsync(cancellationToken) is { } obstacle)
        {
            return ApiProblems.Of(obstacle);
        }
        return await selection.ChooseAsync(request.Name, caller.Actor, cancellationToken)
            ? await NowInForceAsync(request.Name, selection, cancellationToken)
            : ApiProblems.ModelUnknown;
    }

    private static async Task<Results<Ok<ModelJson>, ApiProblem>> RollBackAsync(
        ModelRollout rollout,
        ModelSelection selection,
        Entitlement entitlement,
        ApiCaller caller,
        CancellationToken cancellationToken
    )
    {
        if (await entitlement.ToChangeSettingsAsync(cancellationToken) is { } obstacle)
        {
            return ApiProblems.Of(obstacle);
        }
        return await rollout.RollBackAsync(caller.Actor, cancellationToken) is { } name
            ? await NowInForceAsync(name, selection, cancellationToken)
            : ApiProblems.NoPreviousModel;
    }

    /// <summary>The organization in this request was read before the change.</summary>
    private static async Task<Ok<ModelJson>> NowInForceAsync(
        string name,
        ModelSelection selection,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            ModelJson.Of((await selection.OffersAsync(cancellationToken)).First(offer => offer.Model.Name == name)) with
            {
                IsInForce = true,
            }
        );
}

/// <param name="Obstacle">Why it cannot be used yet; null when it can.</param>
/// <param name="ThresholdSource">Who measured the active threshold, and on what.</param>
/// <param name="ErrorNote">What is known about its errors.</param>
/// <param name="EnrolledPeople">Active people with a face under this model.</param>
public sealed record ModelJson(
    string Name,
    string Version,
    string Licence,
    bool IsNeural,
    bool IsInForce,
    bool IsUsable,
    string? Obstacle,
    string ThresholdSource,
    string ErrorNote,
    int EnrolledPeople,
    int ActivePeople
)
{
    public static ModelJson Of(ModelSelection.Offer offer) =>
        new(
            offer.Model.Name,
            offer.Model.Version,
            offer.Model.Licence,
            offer.Model.IsNeural,
            offer.IsInForce,
            offer.Model.IsUsable,
            offer.Model.Obstacle,
            offer.Model.ThresholdSource,
            offer.Model.ErrorNote,
            offer.Enrolled,
            offer.Active
        );
}

/// <param name="Model">An installed model; omit for the active one.</param>
internal sealed record ModelQuery([FromQuery(Name = "model")] string? Model);

/// <param name="Name">An installed and usable model.</param>
public sealed record ModelChoiceJson(string Name);
