using System.Text.Json;
using System.Text.Json.Nodes;

namespace FaceRek.Web.Api.Calls;

/// <summary>Turns a form into the JSON it stands for, so that both are read by one strict reader.</summary>
internal static class FormReader
{
    /// <exception cref="JsonException">A name is unknown, there twice, or what it says is of another type.</exception>
    public static async Task<T> ReadAsync<T>(IFormCollection form, CancellationToken cancellation) where T : class
    {
        var json = new JsonObject();
        foreach (var (name, values) in form) { Add<T>(json, name, [.. values.Select(value => Value<T>(name, value!))]); }
        foreach (var files in form.Files.GroupBy(file => file.Name))
        {
            var pictures = new List<JsonNode?>();
            foreach (var file in files) { pictures.Add(JsonValue.Create(Convert.ToBase64String(await BytesAsync(file, cancellation)))); }
            Add<T>(json, files.Key, pictures);
        }
        return json.Deserialize<T>(StrictJson.Options) ?? throw new JsonException();
    }

    private static void Add<T>(JsonObject json, string name, List<JsonNode?> values)
    {
        if (json.ContainsKey(name)) { throw new JsonException($"{name} is there twice.", $"$.{name}", null, null); }
        json[name] = IsList<T>(name) ? new JsonArray([.. values])
            : values is [var single] ? single
            : throw new JsonException($"{name} is there twice.", $"$.{name}", null, null);
    }

    private static bool IsList<T>(string name) => TypeOf<T>(name) is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    /// <summary>Forms know texts only: a word is a truth value or a number where the call wants one.</summary>
    private static JsonValue Value<T>(string name, string text) => (IsList<T>(name) ? TypeOf<T>(name)!.GetGenericArguments()[0] : TypeOf<T>(name)) switch
    {
        var type when type == typeof(bool) && text is "true" or "false" => JsonValue.Create(text == "true"),
        var type when type == typeof(int) && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    private static Type? TypeOf<T>(string name)
    {
        var property = StrictJson.Options.GetTypeInfo(typeof(T)).Properties.FirstOrDefault(property => property.Name == name);
        return property is null ? null : Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
    }

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken cancellation)
    {
        var bytes = new byte[file.Length];
        await using var content = file.OpenReadStream();
        await content.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }
}
