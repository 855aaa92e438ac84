using System.Text.Json.Serialization.Metadata;
using FaceRek.Web.Api.Docs;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FaceRek.Web.Setup;

/// <summary>
/// The documentation: the document at <c>/openapi/v1.json</c>, and a page at <c>/docs</c> on which everything can be
/// tried.
/// </summary>
internal static class ApiDocs
{
    private const string Name = "v1";
    private const string Document = $"/openapi/{Name}.json";

    public static WebApplicationBuilder AddApiDocs(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi(
            Name,
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.ShouldInclude = call =>
                    $"/{call.RelativePath}".StartsWith($"{ApiEndpoints.Root}/", StringComparison.Ordinal);
                options.CreateSchemaReferenceId = NameOf;
                options
                    .AddDocumentTransformer<ApiDocumentation>()
                    .AddOperationTransformer<CallDocumentation>()
                    .AddSchemaTransformer<PictureSchema>();
            }
        );
        return builder;
    }

    public static WebApplication UseApiDocs(this WebApplication app)
    {
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = SecurityHeaders.ApiDocsPath.TrimStart('/');
            options.DocumentTitle = "FaceRek API";
            options.SwaggerEndpoint(Document, "FaceRek API v1");
            options.DefaultModelsExpandDepth(0);
            options.DisplayRequestDuration();
        });
        return app;
    }

    /// <summary>Enumerations get the name of their containing type as well, because several types have a Kind.</summary>
    private static string? NameOf(JsonTypeInfo type) =>
        OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name && type.Type.DeclaringType is { } outer
            ? outer.Name + name
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public static void MapApiDocument(this WebApplication app) =>
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
}
