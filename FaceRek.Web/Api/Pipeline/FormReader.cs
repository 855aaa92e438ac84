using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>Turns a form into the equivalent JSON, so that both are read by one strict reader.</summary>
internal static class FormReader
{
    /// <summary>For names and short fields, and the writer's own buffer.</summary>
    private const int Spare = 8_192;

    /// <exception cref="JsonException">A name is unknown, occurs twice, or its value has the wrong type.</exception>
    public static async Task<T> ReadAsync<T>(IFormCollection form, CancellationToken cancellationToken)
        where T : class
    {
        var files = form.Files.GroupBy(file => file.Name).ToList();
        if (files.Find(group => form.ContainsKey(group.Key)) is { } named)
        {
            throw Twice(named.Key);
        }
        using var json = new PooledBuffer(
            Spare + form.Files.Sum(file => Base64.GetMaxEncodedToUtf8Length((int)file.Length))
        );
        await using var writer = new Utf8JsonWriter(json);
        writer.WriteStartObject();
        foreach (var (name, values) in form)
        {
            Write<T, string?>(writer, name, [.. values], value => Value<T>(name, value!).WriteTo(writer));
        }
        foreach (var group in files)
        {
            var pictures = new List<byte[]>();
            foreach (var file in group)
            {
                pictures.Add(await BytesAsync(file, cancellationToken));
            }
            Write<T, byte[]>(writer, group.Key, pictures, picture => writer.WriteBase64StringValue(picture));
        }
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
        return JsonSerializer.Deserialize<T>(json.Written, StrictJson.Options) ?? throw new JsonException();
    }

    private static void Write<T, TValue>(Utf8JsonWriter writer, string name, List<TValue> values, Action<TValue> write)
    {
        var isList = IsList<T>(name);
        if (!isList && values.Count != 1)
        {
            throw Twice(name);
        }
        writer.WritePropertyName(name);
        if (isList)
        {
            writer.WriteStartArray();
        }
        foreach (var value in values)
        {
            write(value);
        }
        if (isList)
        {
            writer.WriteEndArray();
        }
    }

    private static JsonException Twice(string name) => new($"{name} is repeated.", $"$.{name}", null, null);

    private static bool IsList<T>(string name) =>
        TypeOf<T>(name) is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    /// <summary>Forms contain only text: a word becomes a boolean or a number where the call needs one.</summary>
    private static JsonValue Value<T>(string name, string text) =>
        (IsList<T>(name) ? TypeOf<T>(name)!.GetGenericArguments()[0] : TypeOf<T>(name)) switch
        {
            var type when type == typeof(bool) && text is "true" or "false" => JsonValue.Create(text == "true"),
            var type
                when type == typeof(int)
                    && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) =>
                JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };

    private static Type? TypeOf<T>(string name)
    {
        var property = StrictJson
            .Options.GetTypeInfo(typeof(T))
            .Properties.FirstOrDefault(property => property.Name == name);
        return property is null ? null : Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
    }

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken cancellationToken)
    {
        var bytes = new byte[file.Length];
        await using var content = file.OpenReadStream();
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
