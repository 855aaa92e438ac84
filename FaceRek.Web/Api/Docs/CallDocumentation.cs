using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FaceRek.Core.ApiAccess;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FaceRek.Web.Api.Docs;

/// <summary>Adds to the description of a call what its endpoint declares: scope, refusals, headers, examples.</summary>
internal sealed class CallDocumentation : IOpenApiOperationTransformer
{
    private const string JsonType = "application/json";

    public async Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var scope = metadata.OfType<ScopeNeeded>().FirstOrDefault()?.Scope;
        var method = context.Description.HttpMethod!;
        operation.OperationId = OperationId(method, context.Description.RelativePath!);
        AddHeaders(operation, method, scope, TakesIfMatch(metadata));
        await AddRefusalsAsync(
            operation,
            context,
            scope,
            metadata.OfType<ApiEndpoints.RefusesWith>().SelectMany(said => said.Refusals),
            cancellationToken
        );
        AddExamples(operation, metadata.OfType<ApiEndpoints.CallExample>().FirstOrDefault());
        if (scope is null)
        {
            return;
        }
        operation.Description = $"Needs the scope `{scope}`. {operation.Description}".Trim();
        operation.Security =
        [
            .. ApiDocumentation.SchemeNames.Select(name => new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(name, context.Document)] = [scope],
            }),
        ];
    }

    /// <summary>Such as <c>post_people_id_faces</c>: generated clients use it as the name of the method.</summary>
    private static string OperationId(string method, string path) =>
        string.Join(
                '_',
                path["api/v1/".Length..]
                    .TrimEnd('/')
                    .Split('/')
                    .Select(part => part.Trim('{', '}').Split(':')[0])
                    .Prepend(method.ToLowerInvariant())
            )
            .Replace('-', '_');

    private static bool TakesIfMatch(IEnumerable<object> metadata) =>
        metadata.OfType<ApiEndpoints.RefusesWith>().Any(said => said.Refusals.Contains(ApiProblems.RevisionOther));

    private static void AddHeaders(OpenApiOperation operation, string method, string? scope, bool takesIfMatch)
    {
        operation.Parameters ??= [];
        if (scope is not null && method != "GET")
        {
            operation.Parameters.Add(
                Header(
                    Idempotency.Header,
                    "A call with the same key and body is done once and gets the same answer for 24 hours.",
                    IdempotentAnswer.MaxKeyLength
                )
            );
        }
        if (takesIfMatch)
        {
            operation.Parameters.Add(Header("If-Match", "The ETag of the revision to change.", 40));
        }
        if (operation.Parameters.Count == 0)
        {
            operation.Parameters = null;
        }
    }

    private static OpenApiParameter Header(string name, string description, int longest) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = longest },
        };

    private static async Task AddRefusalsAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        string? scope,
        IEnumerable<ApiProblem> own,
        CancellationToken cancellationToken
    )
    {
        var refusals = scope is null
            ? own
            : own.Concat([ApiProblems.TokenInvalid, ApiProblems.ScopeMissing, ApiProblems.RateLimited]);
        if (scope is not null && context.Description.HttpMethod != "GET")
        {
            refusals = refusals.Concat([ApiProblems.SameRequestAtWork, ApiProblems.KeyReused]);
            if (
                context
                    .Description.ActionDescriptor.EndpointMetadata.OfType<ReadOnlyAccessAttribute>()
                    .LastOrDefault()
                    ?.Gate != ReadOnlyAccess.Open
            )
            {
                refusals = refusals.Append(ApiProblems.PaymentRequired);
            }
        }
        if (context.Document!.Components?.Schemas?.ContainsKey(nameof(RefusalJson)) != true)
        {
            context.Document.AddComponent(
                nameof(RefusalJson),
                await context.GetOrCreateSchemaAsync(typeof(RefusalJson), null, cancellationToken)
            );
        }
        operation.Responses ??= [];
        foreach (
            var byStatus in refusals
                .Append(ApiProblems.Busy)
                .DistinctBy(refusal => refusal.Code)
                .GroupBy(refusal => refusal.Status)
                .OrderBy(group => group.Key)
        )
        {
            operation.Responses[byStatus.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join('\n', byStatus.Select(refusal => $"* `{refusal.Code}`: {refusal.Title}")),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ApiProblem.MediaType] = new()
                    {
                        Schema = new OpenApiSchemaReference(nameof(RefusalJson), context.Document),
                    },
                },
            };
        }
    }

    private static void AddExamples(OpenApiOperation operation, ApiEndpoints.CallExample? example)
    {
        if (example?.Body is { } body && operation.RequestBody?.Content?.TryGetValue(JsonType, out var sent) == true)
        {
            sent.Example = Asked(body);
        }
        if (example?.Answer is not { } answer)
        {
            return;
        }
        foreach (var response in operation.Responses!.Where(response => response.Key.StartsWith('2')))
        {
            if (response.Value.Content?.TryGetValue(JsonType, out var told) == true)
            {
                told.Example = Node(answer);
            }
        }
    }

    private static JsonNode? Node(object example) =>
        JsonSerializer.SerializeToNode(example, example.GetType(), StrictJson.Options);

    /// <summary>Omitted fields would be written as null, which no client sends.</summary>
    private static JsonObject Asked(object body)
    {
        var members = Node(body)!.AsObject();
        foreach (var name in members.Where(member => member.Value is null).Select(member => member.Key).ToList())
        {
            members.Remove(name);
        }
        return members;
    }
}
