// A server that claims to be OpenSearch and keeps only the number of documents, to measure what a
// client can do at most. Bulk requests are inflated and their lines counted, so that the answers fit.
//
//   null-cluster PORT      listens on 127.0.0.1 until it is ended
#include <arpa/inet.h>
#include <isa-l/igzip_lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

struct Request {
  std::string method;
  std::string path;
  std::string body;
};

struct Index {
  std::size_t documents = 0;
  std::string alias;
};

std::mutex mutex;
std::map<std::string, Index> indices;

// The buffer that a thread inflates into, piece by piece.
std::size_t lines_in_gzip(const std::string& body) {
  thread_local std::vector<unsigned char> piece(1 << 18);
  isal_gzip_header header;
  isal_gzip_header_init(&header);
  inflate_state state;
  isal_inflate_init(&state);
  state.crc_flag = ISAL_GZIP;
  state.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(body.data()));
  state.avail_in = static_cast<std::uint32_t>(body.size());
  std::size_t lines = 0;
  do {
    state.next_out = piece.data();
    state.avail_out = static_cast<std::uint32_t>(piece.size());
    if (isal_inflate(&state) != ISAL_DECOMP_OK) return 0;
    lines += static_cast<std::size_t>(std::count(piece.data(), state.next_out, '\n'));
  } while (state.block_state != ISAL_BLOCK_FINISH);
  return lines;
}

std::string bulk_answer(std::string index, const std::string& body) {
  index.erase(std::min(index.size(), index.rfind("_writing")));
  const std::size_t documents = lines_in_gzip(body) / 2;
  {
    const std::lock_guard lock(mutex);
    indices[index].documents += documents;
  }
  static constexpr std::string_view item = R"({"index":{"_id":"1","status":201}})";
  std::string answer = R"({"errors":false,"items":[)";
  answer.reserve(answer.size() + documents * (item.size() + 1) + 2);
  for (std::size_t i = 0; i < documents; ++i) {
    if (i != 0) answer += ',';
    answer += item;
  }
  return answer + "]}";
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string answer_to(const Request& request, int& status) {
  const std::string path = request.path.substr(0, request.path.find('?'));
  const std::size_t end = path.find('/', 1);
  const std::string index = path.size() > 1 ? path.substr(1, end == std::string::npos ? end : end - 1) : "";
  if (path == "/") {
    return R"({"version":{"distribution":"opensearch","number":"3.8.0"},)"
           R"("tagline":"The OpenSearch Project: https://opensearch.org/"})";
  }
  if (ends_with(path, "/_bulk")) return bulk_answer(index, request.body);
  if (path.rfind("/_cluster/health", 0) == 0) {
    return R"({"status":"green","number_of_data_nodes":1,"active_shards":0,"unassigned_shards":0,"initializing_shards":0})";
  }
  if (path == "/_cluster/settings") return R"({"defaults":{"cluster":{"max_shards_per_node":"1000"}}})";
  if (ends_with(path, "/_count")) {
    const std::lock_guard lock(mutex);
    return R"({"count":)" + std::to_string(indices[index].documents) + "}";
  }
  if (request.method == "GET" && ends_with(path, "/_settings")) {
    return "{\"" + index + R"(":{"settings":{"index":{"uuid":"one"}}}})";
  }
  if (ends_with(path, "/_alias") || (request.method == "GET" && end == std::string::npos)) {
    status = 404;
    return R"({"error":"none","status":404})";
  }
  return R"({"acknowledged":true})";
}

std::size_t content_length(std::string head) {
  std::transform(head.begin(), head.end(), head.begin(), [](unsigned char c) { return std::tolower(c); });
  const std::size_t at = head.find("\r\ncontent-length:");
  return at == std::string::npos ? 0 : std::strtoull(head.c_str() + at + 17, nullptr, 10);
}

// False when the connection has ended.
bool receive(int connection, std::string& buffer) {
  const std::size_t before = buffer.size();
  buffer.resize(before + (1 << 18));
  const ssize_t got = recv(connection, buffer.data() + before, buffer.size() - before, 0);
  buffer.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return got > 0;
}

bool read_request(int connection, std::string& buffer, Request& request) {
  std::size_t end;
  while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
    if (!receive(connection, buffer)) return false;
  }
  const std::string head = buffer.substr(0, end + 2);
  buffer.erase(0, end + 4);
  const std::size_t first = head.find(' ');
  const std::size_t second = head.find(' ', first + 1);
  request.method = head.substr(0, first);
  request.path = head.substr(first + 1, second - first - 1);
  const std::size_t length = content_length(head);
  while (buffer.size() < length) {
    if (!receive(connection, buffer)) return false;
  }
  request.body = buffer.substr(0, length);
  buffer.erase(0, length);
  return true;
}

bool send_all(int connection, std::string_view data) {
  while (!data.empty()) {
    const ssize_t sent = send(connection, data.data(), data.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    data.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void serve(int connection) {
  std::string buffer;
  Request request;
  while (read_request(connection, buffer, request)) {
    int status = 200;
    const std::string body = answer_to(request, status);
    const std::string head = "HTTP/1.1 " + std::to_string(status) +
                             " X\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                             "\r\n\r\n";
    if (!send_all(connection, head) || !send_all(connection, body)) break;
  }
  close(connection);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: null-cluster PORT\n");
    return 2;
  }
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  const int yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(arguments[1])));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(listener, 64) != 0) {
    std::perror("null-cluster");
    return 1;
  }
  for (;;) {
    const int connection = accept(listener, nullptr, nullptr);
    if (connection < 0) continue;
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    std::thread(serve, connection).detach();
  }
}
