namespace FaceRek.Web.Setup;

/// <summary>Where the program is told to listen.</summary>
internal static class ListenAddresses
{
    /// <param name="urls">Divided by semicolons, as in ASPNETCORE_URLS; null where nothing is said.</param>
    /// <returns>Those of the network, in their order: sockets in the file system have no port.</returns>
    /// <exception cref="InvalidDataException">One is no address.</exception>
    public static IReadOnlyList<BindingAddress> Of(string? urls) =>
        [
            .. (urls ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(Read)
                .Where(address => !address.IsUnixPipe && !address.IsNamedPipe),
        ];

    private static BindingAddress Read(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new InvalidDataException($"'{url}' is no address to listen at: write it as http://localhost:5080.");
        }
    }
}
