using FaceRek.Web.Api.Pipeline;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FaceRek.Web.Api.Docs;

/// <summary>A picture is a base64 string; its converter does not describe that.</summary>
internal sealed class PictureSchema : IOpenApiSchemaTransformer
{
    public Task TransformAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (context.JsonTypeInfo.Type == typeof(PictureJson))
        {
            (schema.Type, schema.Format, schema.Description) = (
                JsonSchemaType.String,
                "byte",
                "A JPEG or PNG in base64; in a form, the file itself."
            );
        }
        return Task.CompletedTask;
    }
}
