using Xunit;

namespace TrueUp.Tests.Tidy;

public sealed class CSharpTextTests
{
    [Theory]
    [InlineData("a // b", "a")]
    [InlineData("a /* b\nb */ c", "a c")]
    [InlineData("f('\"') + g", "f( ) + g")]
    [InlineData("f('\\'') + g", "f( ) + g")]
    [InlineData("\"a\\\"b\" + c", "+ c")]
    [InlineData("\"\" + c", "+ c")]
    [InlineData("@\"a\"\"b\" + c", "+ c")]
    [InlineData("@\"a\\\" + c", "+ c")]
    [InlineData("$\"a {b + \"c\"} {{d}}\" + e", "b + + e")]
    [InlineData("\"\"\"a \"b\" // c\"\"\" + d", "+ d")]
    [InlineData("$$\"\"\"a {b} {{c}}\"\"\" + d", "c + d")]
    [InlineData("x = @event;", "x = @event;")]
    public void Only_code_is_left_and_where_it_was(string source, string words)
    {
        var code = CSharpText.CodeOf(source);

        Assert.Equal(words, string.Join(' ', code.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(source.Length, code.Length);
        Assert.All(code.Index(), c => Assert.True(c.Item == ' ' || c.Item == source[c.Index]));
    }
}
