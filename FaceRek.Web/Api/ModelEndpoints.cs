using FaceRek.Core.Access;
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
        _ = models.MapGet("", ListAsync).Needs(ApiScope.ModelsRead).WithSummary("Lists the installed models, with how many people are enrolled under each.").Example(null, ApiExamples.Models);
        _ = models.MapGet("/in-force", InForceAsync).Needs(ApiScope.ModelsRead).WithSummary("Reads the model in force.").Refuses(Refusals.NotFound).Example(null, ApiExamples.Model);
        _ = models.MapPut("/in-force", ChooseAsync).Needs(ApiScope.ModelsWrite).WithSummary("Chooses the model in force. Faces enrolled under another stay stored and are not compared.")
            .Refuses(Refusals.BodyInvalid, Refusals.ModelUnknown).Example(ApiExamples.ModelChoice, ApiExamples.Model);
    }

    private static async Task<Ok<ListJson<ModelJson>>> ListAsync(ModelChoice choice, CancellationToken cancellation) =>
        TypedResults.Ok(new ListJson<ModelJson>([.. (await choice.OffersAsync(cancellation)).Select(ModelJson.Of)], NextCursor: null));

    private static async Task<Results<Ok<ModelJson>, Refusal>> InForceAsync(ModelChoice choice, CancellationToken cancellation) =>
        (await choice.OffersAsync(cancellation)).FirstOrDefault(offer => offer.IsInForce) is { } offer ? TypedResults.Ok(ModelJson.Of(offer)) : Refusals.NotFound;

    private static async Task<Results<Ok<ModelJson>, Refusal>> ChooseAsync(ModelChoiceJson request, ModelChoice choice, CancellationToken cancellation)
    {
        if (!await choice.ChooseAsync(request.Name, cancellation)) { return Refusals.ModelUnknown; }
        var chosen = (await choice.OffersAsync(cancellation)).First(offer => offer.Model.Name == request.Name);
        return TypedResults.Ok(ModelJson.Of(chosen) with { IsInForce = true });
    }
}
